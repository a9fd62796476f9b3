// The study chat: answers out of the open lesson's text, and a plain word where that has none.
import { writtenLesson, type WrittenLesson } from "./courses.ts";
import { asked, type MentorRequest } from "./request.ts";
import { say, type Phrase, type Values } from "./say.ts";
import { blocksOf, partOf, sectionsOf, type Part, type Section } from "./sections.ts";
import { coverage, folded, oneLine, plain } from "./text.ts";
import { estimateTokens } from "./tokens.ts";
import { commandsIn } from "./understand/commands.ts";
import { questionIn } from "./understand/questions.ts";
import { any, every } from "./understand/words.ts";

/** What a message may ask for, in the order in which it is looked for. */
const wishes = (["demand", "check", "example", "use", "hint", "solution"] as const).map(
  (wish) => [wish, any(`study.${wish}`)] as const,
);
type Wish = (typeof wishes)[number][0];
const explaining = any("study.explain");
const changing = any("study.change");
const noise = every("study.noise");

/** A message: the passage it quotes, and the rest. */
const taken = (message: string) => {
  const lines = message.split("\n");
  const isQuoted = (line: string): boolean => line.startsWith(">");
  const passage = lines.filter(isQuoted).map((line) => line.slice(1));
  const words = lines.filter((line) => !isQuoted(line));
  return { passage: oneLine(passage.join(" ")), words: oneLine(words.join(" ")) };
};

/** Letters and digits only: how a passage is selected on a page tells nothing of its Markdown. */
const bare = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]+/gu, "");

/** The whole blocks that an answer has room for. */
const fitting = (text: string, tokens: number): string => {
  if (estimateTokens(text) <= tokens) return text;
  const blocks = blocksOf(text);
  while (blocks.length > 1 && estimateTokens(blocks.join("\n\n")) > tokens) blocks.pop();
  return blocks.join("\n\n");
};

/** A question to check what was understood, and the part of the lesson that answers it. */
interface Check {
  readonly question: string;
  readonly passage: string;
}

class Study {
  readonly #request: MentorRequest;
  readonly #sections: readonly Section[];

  constructor(request: MentorRequest) {
    this.#request = request;
    this.#sections = sectionsOf(request.study.text);
  }

  answer(): string {
    const { passage, words } = taken(asked(this.#request));
    const { ask } = questionIn(words) ?? { ask: null };
    const wish = wishes.find(([, pattern]) => pattern.test(words))?.[0];
    const mood = ask === "thanks" || ask === "greeting" || ask === "who" || ask === "help";
    if (mood && wish === undefined && passage === "") return this.#say(`study-${ask}`);
    if (this.#request.study.text === "") return this.#say("study-noLesson");
    const isShort = words.split(" ").length <= 8;
    const check = passage === "" && !(wish !== undefined && isShort) ? this.#checked() : undefined;
    if (check !== undefined) return this.#say("study-compare", { passage: check.passage });
    if (wish !== undefined && passage === "") return this.#wished(wish);
    const isChange = changing.test(words) || commandsIn(words).changes.length > 0;
    if (passage === "" && isChange) return this.#say("study-noPlan");
    const isExercise = (this.#request.study.lesson?.hints_shown ?? null) !== null;
    if (isExercise && passage === "") return this.#hint();
    return this.#explanation(passage, words);
  }

  #say(phrase: Phrase, values: Values = {}): string {
    return say(this.#request.locale, phrase, values);
  }

  #isSaid(text: string): boolean {
    return this.#request.dialogue.some(
      (one) => one.role === "assistant" && one.content.includes(text),
    );
  }

  #part(part: Part): Section | undefined {
    return this.#sections.find((one) => partOf(one) === part && one.body !== "");
  }

  get #written(): WrittenLesson | undefined {
    const { lesson, module } = this.#request.study;
    return lesson === null ? undefined : writtenLesson(lesson, module?.title);
  }

  #wished(wish: Wish): string {
    if (wish === "check") return this.#check();
    if (wish === "example") return this.#example();
    if (wish === "use") return this.#use();
    return wish === "demand" ? this.#solution() : this.#hint(wish === "solution");
  }

  /** The next hint that was seen neither on the page nor here; after all three the solution, for the asking. */
  #hint(isSolutionAsked = false): string {
    const shown = this.#request.study.lesson?.hints_shown ?? 0;
    const hints = this.#sections.filter((one) => partOf(one) === "hint");
    const at = hints.findIndex((one, place) => place >= shown && !this.#isSaid(one.body));
    const hint = hints[at];
    if (hint !== undefined) return this.#say("study-hint", { number: at + 1, hint: hint.body });
    if (hints.length > 0) return isSolutionAsked ? this.#solution() : this.#say("study-noHint");
    return this.#say("study-noPart");
  }

  #solution(): string {
    const solution = this.#part("solution");
    if (solution === undefined) return this.#say("study-noPart");
    return this.#say("study-solution", { solution: solution.body });
  }

  #example(): string {
    const examples = [...sectionsOf(this.#written?.example ?? ""), this.#part("example")];
    const fresh = examples.find((one) => one?.title && !this.#isSaid(one.body));
    if (fresh === undefined)
      return this.#say(this.#part("example") ? "study-noExample" : "study-noPart");
    return `**${fresh.title}**\n\n${fresh.body}`;
  }

  /** The exercise of the lesson, and the practice of a written module. */
  #use(): string {
    const exercise = this.#part("exercise")?.body;
    if (exercise === undefined) return this.#say("study-noPart");
    const practices = sectionsOf(this.#written?.module.practice ?? "")
      .filter(({ title }) => title !== "")
      .map(({ title, body }) => this.#say("study-practice", { title, task: body }));
    return [this.#say("study-use", { exercise }), ...practices].join("\n\n");
  }

  /** Common mistakes as claims to judge, then the points to remember as things to tell. */
  #checks(): Check[] {
    const mistakes = blocksOf(this.#part("mistake")?.body ?? "").flatMap((passage) => {
      const claims = /\*\*(.+?)\*\*/.exec(passage)?.slice(1) ?? [];
      return claims.map((claim) => ({ question: this.#say("study-claim", { claim }), passage }));
    });
    const points = blocksOf(this.#part("short")?.body ?? "").map((block) => {
      const point = block.replace(/^[-*+]\s+/, "");
      return {
        question: this.#say("study-tell", { point }),
        passage: this.#found("", point) ?? point,
      };
    });
    return [...mistakes, ...points];
  }

  #check(): string {
    const checks = this.#checks();
    const next = checks.find((one) => !this.#isSaid(one.question)) ?? checks[0];
    return next?.question ?? this.#say("study-noPart");
  }

  /** What was asked just before this message. */
  #checked(): Check | undefined {
    const before = this.#request.dialogue.findLast((one) => one.role === "assistant")?.content;
    return this.#checks().find((one) => one.question === before?.trim());
  }

  #explanation(passage: string, words: string): string {
    const about = oneLine(words.replace(noise, " "));
    const found = this.#found(passage, about);
    if (found !== undefined) return this.#say("study-explain", { text: found });
    const short = this.#part("short")?.body;
    const isWhole = passage === "" && explaining.test(words) && short !== undefined;
    return isWhole ? this.#say("study-short", { short }) : this.#say("study-unknown");
  }

  /** The section that has the passage, or most of the words; of it, what says so with the block after that. */
  #found(passage: string, about: string): string | undefined {
    const quoted = bare(passage);
    const wanted = plain(about) || plain(passage);
    const score = (text: string): number =>
      coverage(wanted, text) + Number(quoted !== "" && bare(text).includes(quoted)) * 2;
    const best = <T>(list: readonly T[], rate: (one: T) => number): T | undefined =>
      list.toSorted((a, b) => rate(b) - rate(a))[0];
    const teaching = this.#sections.filter((one) => {
      const part = partOf(one) ?? "text";
      return one.body !== "" && !["exercise", "hint", "solution", "gaps", "short"].includes(part);
    });
    const section = best(teaching, ({ title, body }) => score(body) + coverage(wanted, title));
    if (section === undefined || score(section.whole) < 0.6) return undefined;
    const blocks = blocksOf(section.body);
    const at = blocks.indexOf(best(blocks, score) ?? "");
    const title = section.title === "" ? "" : `**${section.title}**\n\n`;
    return title + blocks.slice(Math.max(0, at), at + 2).join("\n\n");
  }
}

/** An answer to the learner's newest message, from what is open beside the chat. */
export const studyAnswer = (request: MentorRequest): string =>
  fitting(new Study(request).answer(), request.maxTokens);

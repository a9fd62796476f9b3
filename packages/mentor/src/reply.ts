// The conversation: a first plan, changes of it, answers about it, and a plain word about what was not understood.
import { answerTo } from "./answers.ts";
import { compose, hoursOf } from "./compose.ts";
import { basePlan, looksLikePlan, shownPlans, writtenModules } from "./dialogue.ts";
import { applyAll, type Context } from "./operations.ts";
import { totalOf, type Plan } from "./plan.ts";
import { renderWhole } from "./render.ts";
import { asked, briefOf, type Brief, type MentorRequest } from "./request.ts";
import { say } from "./say.ts";
import { oneLine } from "./text.ts";
import { commandsIn } from "./understand/commands.ts";
import { isQuestion, questionIn, type Question } from "./understand/questions.ts";
import { any } from "./understand/words.ts";
import { wishIn } from "./wish.ts";

/** Of a very long message its beginning and its end are read: requests stand there. */
const maxRead = 3_000;

const readable = (message: string): string =>
  message.length <= maxRead
    ? message
    : `${message.slice(0, maxRead / 2)}\n${message.slice(-maxRead / 2)}`.toWellFormed();

/** Sentences; a full stop inside a number, a name ("Node.js") or a quotation does not end one. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[?!])\s+|(?<=[\p{L}\p{N}»"”)][.…])\s+(?=[\p{Lu}\p{Extended_Pictographic}])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** A request of which the subject is known. */
type Asked = MentorRequest & { readonly brief: Brief };

const welcome = ({ brief, locale, dialogue, maxTokens }: Asked): string => {
  const { subject, level, known, expectations: words, otherHours: written } = brief;
  const hours = hoursOf(brief);
  const greeting = [
    say(locale, "greeting", { subject }),
    dialogue.some(looksLikePlan) && say(locale, "unreadable"),
    say(locale, `greeting-${level}`),
    known !== "" && say(locale, "greetingKnown", { known }),
    words !== "" && say(locale, "greetingExpectations", { words }),
    brief.hours === null && say(locale, "greetingNoHours", { hours }),
    written !== null && say(locale, "greetingOtherHours", { written, hours }),
  ];
  return renderWhole(greeting.filter(Boolean).join(" "), compose(brief), locale, maxTokens);
};

/** A whole brief written out, as clients with prompts of their own send it: a plan is wanted, no change of one. */
const asksForPlan = any("planOfAnother");
const minBrief = 500;

/** Said before there is a plan, these only open the conversation. */
const moods: readonly Question["ask"][] = ["greeting", "thanks", "content", "discontent"];

const talk = (request: Asked, plans: readonly Plan[], text: string): string => {
  const { brief, locale, maxTokens } = request;
  const plan = plans.at(-1) ?? basePlan(brief);
  const context: Context = { brief, count: plan.modules.length, earlier: plans.at(-2) ?? null };
  const answers = (sentences: readonly string[], about: Plan): string[] =>
    sentences
      .flatMap((sentence) => questionIn(sentence) ?? [])
      .filter(({ ask }) => plans.length > 0 || !moods.includes(ask))
      .map((question) => answerTo(question, about, context, maxTokens));
  const sentences = sentencesOf(text);
  const questions = sentences.filter(isQuestion);
  const wishes = commandsIn(sentences.filter((one) => !isQuestion(one)).join("\n"));
  const done = applyAll(plan, wishes.changes, context);
  const lost = wishes.lost.map((one) => say(locale, "notUnderstood", { text: one }));
  const notes = [...done.notes, ...lost];
  const before = [...answers(questions, done.plan), ...notes].join("\n\n");
  if (done.isChanged) return renderWhole(before, done.plan, locale, maxTokens);
  if (done.notes.length > 0) return [...notes, say(locale, "unchanged")].join("\n\n");
  const said = answers(questions.length > 0 ? questions : [text], plan);
  if (said.length > 0) return [...new Set(said)].join("\n\n");
  if (plans.length === 0 && brief.existing.length === 0) return welcome(request);
  return [say(locale, "unknown"), say(locale, "ask-help")].join("\n\n");
};

/** A message that is nothing but a subject: "SQL". */
const isSubject = (text: string): boolean =>
  text.split(" ").length <= 5 && questionIn(text) === null && commandsIn(text).changes.length === 0;

/** What is to be learned: of the track; without one, what the learner named first. */
export const subjectBrief = ({ brief, dialogue, locale }: MentorRequest): Brief | null => {
  if (brief !== null) return brief;
  const said = dialogue.filter(({ role }) => role === "user").map((one) => readable(one.content));
  const wish = said.map(oneLine).find((text) => {
    const { subject, isWanted } = wishIn(text);
    return subject !== null && (isWanted || isSubject(text));
  });
  return wish === undefined ? null : briefOf(wish, locale);
};

export const reply = (request: MentorRequest): string => {
  const { dialogue, locale, maxTokens } = request;
  const message = asked(request);
  const brief = subjectBrief(request);
  if (brief === null)
    return say(locale, questionIn(message)?.ask === "greeting" ? "hello" : "askSubject");
  const known = { ...request, brief };
  const plans = shownPlans(dialogue, brief);
  const last = plans.at(-1);
  const isBrief = message.length >= minBrief && asksForPlan.test(message);
  if (last === undefined && (isBrief || request.brief === null)) return welcome(known);
  if (last !== undefined && isBrief) return renderWhole("", last, locale, maxTokens);
  const modules = writtenModules(message);
  if (modules.length < 2) return talk(known, plans, readable(message));
  const note = say(locale, "pasted", { total: totalOf(modules) });
  return renderWhole(note, { ...(last ?? basePlan(brief)), modules }, locale, maxTokens);
};

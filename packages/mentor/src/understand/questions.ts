// What a message asks, says or feels, when it changes nothing.
import type { Phrase } from "../say.ts";
import { mentionsModule, numberRefs, refsIn, wordsRef, type Ref } from "./refs.ts";
import { said } from "./said.ts";
import { any, every, source, starts } from "./words.ts";

/** Of modules; `why` without a reference is about the whole plan. */
export interface ModuleQuestion {
  readonly ask: "module" | "why" | "moduleHours";
  readonly refs: readonly Ref[];
}

type Ask = Phrase extends infer P ? (P extends `ask-${infer A}` ? A : never) : never;
type PlainQuestion = Exclude<Ask, ModuleQuestion["ask"]>;

export type Question =
  | ModuleQuestion
  | { readonly ask: "find"; readonly words: string }
  | { readonly ask: PlainQuestion };

const start = starts("questionStart");
const polite = any("polites");
const doubt = any("doubts");

/** A question proper: "can you add …?" is a request, "should I remove …?" is not. */
export const isQuestion = (sentence: string): boolean =>
  doubt.test(sentence) || (!polite.test(sentence) && start.test(sentence));

/** The first of some questions whose words a text has. */
const among = (...asks: readonly PlainQuestion[]) => {
  const patterns = asks.map((ask) => [ask, any(`ask.${ask}`)] as const);
  return (text: string): Question | null => {
    const ask = patterns.find(([, words]) => words.test(text))?.[0];
    return ask === undefined ? null : { ask };
  };
};
const sure = among("count", "plan", "who");
const listed = among("goals", "projects", "advice", "level");
const help = among("help");
const finish = among("finish");
/** Taken only from a short message, in this order. */
const mood = among("thanks", "discontent", "greeting", "content");
const why = any("ask.why");
const hours = any("ask.hours");
const count = any("ask.count");
const hoursNoise = every("hoursQuestionNoise");
const aboutModule = any("aboutModule");
const wholePlan = /всего|total|план|курс|plan|course|модули|modules/iu;
const negated = /(?<!\p{L})(?:not|don't|не)(?!\p{L})/iu;
const alone = /^(?:the )?(?:план|plan|goals|цели|projects|проекты|советы|tips)[?.!]*$/iu;
const finding = new RegExp(`${source("finding")}(.*)$`, "isu");
const findNoise = every("findNoise");
const otherQuestion = /^(?:when|how|why|who|когда|как|почему|зачем|кто)(?!\p{L})/iu;

const lengthOf = (text: string): number => text.split(/\s+/).length;

const find = (text: string): Question | null => {
  const tail = otherQuestion.test(text) ? undefined : finding.exec(text)?.[1];
  const ref = wordsRef((tail ?? "").replace(findNoise, " "));
  return ref?.by === "words" && ref.words.length > 1 ? { ask: "find", words: ref.words } : null;
};

const hoursQuestion = (text: string): Question => {
  const refs = numberRefs(said(text));
  if (refs.length > 0) return { ask: "moduleHours", refs };
  const isOfModule = mentionsModule(said(text)) && !count.test(text) && !wholePlan.test(text);
  const words = isOfModule ? wordsRef(text.replace(hoursNoise, " ")) : null;
  return words === null ? { ask: "hours" } : { ask: "moduleHours", refs: [words] };
};

const proper = (text: string): Question | null => {
  const found = find(text);
  const isOfModule = mentionsModule(said(text)) && aboutModule.test(text) && found === null;
  const refs = isOfModule ? refsIn(said(text.replace(start, ""))) : [];
  return listed(text) ?? (isOfModule ? { ask: "module", refs } : (help(text) ?? found));
};

const remark = (text: string): Question | null => {
  const done = negated.test(text) ? null : finish(text);
  if (done !== null) return done;
  if (alone.test(text)) return listed(text) ?? { ask: "plan" };
  return help(text) ?? (lengthOf(text) <= 6 ? mood(text) : null);
};

/** `null`: nothing known is asked. */
export const questionIn = (sentence: string): Question | null => {
  const text = sentence.trim();
  const refs = numberRefs(said(text));
  if (why.test(text) && isQuestion(text) && (mentionsModule(said(text)) || wholePlan.test(text)))
    return { ask: "why", refs };
  if (hours.test(text)) return hoursQuestion(text);
  const known = sure(text);
  if (known !== null) return known;
  const isOfModule = aboutModule.test(text) || lengthOf(text) <= 3 || isQuestion(text);
  if (refs.length > 0 && isOfModule) return { ask: "module", refs };
  return isQuestion(text) ? proper(text) : remark(text);
};

// The planning conversation: changes are applied and the whole plan shown, questions answered, the rest admitted.
import type { Brief } from "./brief.ts";
import { applyChanges } from "./change.ts";
import { answerTo } from "./converse.ts";
import { basePlan, shownPlans } from "./dialogue.ts";
import { briefFrom, welcome } from "./first-words.ts";
import { escaped } from "./markdown.ts";
import { phrases } from "./phrases.ts";
import { totalOf, type Locale, type Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import { renderWithin } from "./render.ts";
import type { MentorRequest } from "./request.ts";
import { estimateTokens } from "./tokens.ts";
import { commandsIn } from "./understand/commands.ts";
import { isQuestion, questionIn } from "./understand/questions.ts";
import { clipped, oneLine } from "./words.ts";

/** Of a very long message its beginning and its end are read: requests stand there. */
const longest = 3_000;

const readable = (message: string): string =>
  message.length <= longest
    ? message
    : `${message.slice(0, longest / 2)}\n${message.slice(-longest / 2)}`.toWellFormed();

/** Sentences; a full stop inside a number, a name ("Node.js") or a quotation does not end one. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[?!])\s+|(?<=[\p{L}\p{N}»"”)][.…])\s+(?=[\p{Lu}\p{Extended_Pictographic}])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

const shown = (notes: readonly string[], plan: Plan, request: MentorRequest): string => {
  const say = phrases[request.locale];
  const before = notes.join("\n\n");
  const left = request.maxTokens - estimateTokens(before + say.ask) - 20;
  const parts = [before, renderWithin(plan, request.locale, left), say.ask];
  return parts.filter((one) => one !== "").join("\n\n");
};

/** A plan that the learner wrote: numbered from one, with hours. */
const pasted = (message: string): Plan["modules"] | null => {
  if (message.split("\n").length < 3) return null;
  const plan = readPlan(message);
  return plan !== null && plan.modules.length >= 2 && /\d\s?(?:ч|час|h|hour)/iu.test(message)
    ? plan.modules
    : null;
};

/** A whole brief written out, as clients with prompts of their own send it: a plan is wanted, no change of one. */
const asksForPlan =
  /(?:созда|состав|подготов|разработ)\p{L}*\s+(?:\p{L}+\s+){0,6}план|(?:create|make|draft|prepare)\s+(?:\p{L}+\s+){0,6}plan/iu;
const briefChars = 500;

const talk = (
  request: MentorRequest,
  brief: Brief,
  plans: readonly Plan[],
  message: string,
): string => {
  const { locale } = request;
  const say = phrases[locale];
  const plan = plans.at(-1) ?? basePlan(brief);
  if (message.length >= briefChars && asksForPlan.test(message)) {
    return plans.length === 0 ? welcome(brief, request.maxTokens) : shown([], plan, request);
  }
  const own = pasted(message);
  if (own !== null) {
    const taken = { ...plan, modules: own };
    return shown([say.pasted(totalOf(own))], taken, request);
  }
  const sentences = sentencesOf(readable(message));
  const questions = sentences.filter(isQuestion);
  const { changes, lost } = commandsIn(sentences.filter((one) => !isQuestion(one)).join("\n"));
  const earlier = plans.at(-2) ?? null;
  const done = applyChanges(plan, changes, { brief, earlier });
  const notes = done.notes.map(escapedNote);
  if (done.changed) {
    const missed = lost.map((text) => say.lost(escaped(clipped(oneLine(text), 120))));
    const answers = questions.flatMap((one) => answerFor(one, done.plan, request));
    return shown([...answers, ...notes, ...missed], done.plan, request);
  }
  if (notes.length > 0) return [...notes, say.same].join("\n\n");
  const asked = (questions.length > 0 ? questions : [readable(message)]).flatMap((one) =>
    answerFor(one, plan, request),
  );
  return asked.length > 0 ? [...new Set(asked)].join("\n\n") : `${say.unknown}\n\n${say.help}`;
};

/** Titles in a note are the learner's text; at a line's start they must not become markup. */
const escapedNote = (note: string): string => note.replace(/[`*_[\]<>~|]/g, "\\$&");

const answerFor = (sentence: string, plan: Plan, request: MentorRequest): string[] => {
  const question = questionIn(sentence);
  if (question === null) return [];
  const room = request.maxTokens - estimateTokens(phrases[request.locale].ask) - 40;
  return [answerTo(question, plan, request.locale, room)];
};

export const reply = (request: MentorRequest): string => {
  const { dialogue, locale, maxTokens } = request;
  const at = dialogue.findLastIndex((one) => one.role === "user");
  const message = dialogue[at]?.content ?? "";
  const before = dialogue.slice(0, Math.max(0, at));
  const brief = request.brief ?? subjectOf(request);
  if (brief === null) return phrases[locale].askSubject;
  const plans = shownPlans(before, brief);
  if (request.brief === null && plans.length === 0) return welcome(brief, maxTokens);
  return talk(request, brief, plans, message);
};

/** Without a track the subject is what the learner named, in this message or before it. */
const subjectOf = ({ dialogue, locale }: MentorRequest): Brief | null => {
  for (const { role, content } of dialogue.toReversed()) {
    if (role !== "user") continue;
    const brief = briefFrom(readable(content), locale) ?? namedAlone(content, locale);
    if (brief !== null) return brief;
  }
  return null;
};

/** A message that is nothing but a subject: "SQL", "что такое SQL?". */
const namedAlone = (content: string, locale: Locale): Brief | null => {
  const text = oneLine(content);
  const isSubject =
    text !== "" &&
    text.split(" ").length <= 5 &&
    questionIn(text) === null &&
    commandsIn(text).changes.length === 0;
  return isSubject ? briefFrom(`learn ${text}`, locale) : null;
};

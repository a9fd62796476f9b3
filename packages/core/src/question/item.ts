// Cards and items, as a file or a model writes them. A card is one idea of one objective; an item is one wording of it.
import { line, text } from "@ai-learning/protocol/text";
import * as z from "zod";

/** Characters of a stem, a quote or an explanation; an option is shorter. */
const longChars = 2_000;
const optionChars = 500;
const optionId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, { error: "must be 1 to 32 letters, digits, _ or -" });

const option = z.object({
  id: optionId,
  text: line(optionChars),
  /** Why a learner who takes it is right or wrong. */
  explanation: line(longChars),
});

/** What every item has. */
const common = {
  stem: line(longChars),
  /** The passage of the lesson that supports the key, word for word. */
  quote: line(longChars),
  locale: z.enum(["ru", "en"]).optional(),
};

const choice = z.object({
  ...common,
  kind: z.literal("choice"),
  options: z.array(option).max(12),
  /** The id of the right option. Several are read, so that a check can say that there must be one. */
  key: z.union([optionId.transform((one) => [one]), z.array(optionId).max(12)]),
});

const cloze = z.object({
  ...common,
  kind: z.literal("cloze"),
  /** What fits the gap; the first is shown as the answer. */
  answers: z.array(line(optionChars)).min(1).max(12),
  explanation: line(longChars),
});

const number = z.object({
  ...common,
  kind: z.literal("number"),
  /** With a decimal comma or point. */
  answer: line(40),
  /** How far an answer may be off, in the answer's unit. */
  tolerance: line(40).default("0"),
  unit: line(40).optional(),
  explanation: line(longChars),
});

const order = z.object({
  ...common,
  kind: z.literal("order"),
  options: z.array(z.object({ id: optionId, text: line(optionChars) })).max(12),
  /** All ids, first to last. */
  key: z.array(optionId).max(12),
  explanation: line(longChars),
});

const rubricPoint = z.object({
  id: optionId,
  text: line(optionChars),
  /** Without an essential point an answer is partly right at best. */
  essential: z.boolean().default(true),
});
export type RubricPoint = z.infer<typeof rubricPoint>;

const short = z.object({
  ...common,
  kind: z.literal("short"),
  rubric: z.array(rubricPoint).min(1).max(8),
  /** A full answer, shown after a response. */
  answer: line(longChars),
  explanation: line(longChars),
});

export const item = z.discriminatedUnion("kind", [choice, cloze, number, order, short]);
export type Item = z.infer<typeof item>;
export type ItemKind = Item["kind"];
export type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>;

const card = z.object({
  /** What is to be remembered, in one sentence. */
  idea: line(optionChars),
  /** The text of the objective it belongs to. */
  objective: line(optionChars),
  items: z.array(item).max(12),
});
export type Card = z.infer<typeof card>;

/** The questions of one lesson. */
export const questionFile = z.object({
  locale: z.enum(["ru", "en"]),
  /** The lesson's Markdown, or where it stands, seen from the file. */
  lesson: z.union([
    z.object({ text: text(100_000) }).strict(),
    z.object({ path: line(500) }).strict(),
  ]),
  cards: z.array(card).min(1).max(60),
});
export type QuestionFile = z.infer<typeof questionFile>;

/** Kinds whose answer the learner produces; the others are recognised among options. */
export const isProduced = (kind: ItemKind): boolean => kind !== "choice";

// Prices of well-known models in US dollars per million tokens, each from the day on which it was in force.
import * as z from "zod";

const dollars = z.number().min(0).max(1_000_000);

/** One price: of the models whose name is `model`, or begins with what stands before its `*`. */
const price = z.strictObject({
  model: z.string().min(1).max(100),
  /** The first UTC day it is in force: YYYY-MM-DD. */
  from: z.iso.date({ error: "must be a day such as 2026-01-31" }).default("1970-01-01"),
  prompt: dollars,
  /** Of prompt tokens that the server had cached; without it as any others. */
  cached: dollars.optional(),
  completion: dollars,
  /** Where it is published. */
  source: z.string().max(500).optional(),
});
export type Price = z.output<typeof price>;

/** What the setting MODEL_PRICES holds. */
export const priceList = z.array(price).max(1_000);

const list = "OpenAI, platform.openai.com/docs/pricing";
const batch = "OpenAI, openai.com/index/api-prompt-caching";

/** Of two that fit a model, the one with the longer name counts, then the later day. */
export const published: readonly Price[] = [
  { model: "gpt-3.5-turbo*", from: "2024-01-25", prompt: 0.5, completion: 1.5, source: list },
  { model: "gpt-4o-2024-05-13", from: "2024-05-13", prompt: 5, completion: 15, source: list },
  { model: "gpt-4o*", from: "2024-05-13", prompt: 5, completion: 15, source: list },
  {
    model: "gpt-4o*",
    from: "2024-10-02",
    prompt: 2.5,
    cached: 1.25,
    completion: 10,
    source: batch,
  },
  { model: "gpt-4o-mini*", from: "2024-07-18", prompt: 0.15, completion: 0.6, source: list },
  {
    model: "gpt-4o-mini*",
    from: "2024-10-01",
    prompt: 0.15,
    cached: 0.075,
    completion: 0.6,
    source: batch,
  },
  { model: "gpt-4.1*", from: "2025-04-14", prompt: 2, cached: 0.5, completion: 8, source: list },
  {
    model: "gpt-4.1-mini*",
    from: "2025-04-14",
    prompt: 0.4,
    cached: 0.1,
    completion: 1.6,
    source: list,
  },
  {
    model: "gpt-4.1-nano*",
    from: "2025-04-14",
    prompt: 0.1,
    cached: 0.025,
    completion: 0.4,
    source: list,
  },
  {
    model: "gpt-5*",
    from: "2025-08-07",
    prompt: 1.25,
    cached: 0.125,
    completion: 10,
    source: list,
  },
  {
    model: "gpt-5-mini*",
    from: "2025-08-07",
    prompt: 0.25,
    cached: 0.025,
    completion: 2,
    source: list,
  },
  {
    model: "gpt-5-nano*",
    from: "2025-08-07",
    prompt: 0.05,
    cached: 0.005,
    completion: 0.4,
    source: list,
  },
];

const fits = ({ model: pattern }: Price, model: string): boolean =>
  pattern.endsWith("*") ? model.startsWith(pattern.slice(0, -1)) : model === pattern;

/** The price of a list that is in force for a model on a UTC day; undefined: the list has none. */
export function inForce(prices: readonly Price[], model: string, day: string): Price | undefined {
  return prices
    .filter((one) => one.from <= day && fits(one, model))
    .toSorted((a, b) => b.model.length - a.model.length || (a.from < b.from ? 1 : -1))[0];
}

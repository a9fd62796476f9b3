// Prices of well-known models in US dollars per million tokens: prompt, cached prompt, completion.
// Source: OpenAI's public price list. A model that is not here has no price in the ledger.
import * as config from "../config.ts";
import type { Usage } from "./usage.ts";

const perMillion: readonly (readonly [RegExp, number, number, number])[] = [
  [/^gpt-4o-mini/, 0.15, 0.075, 0.6],
  [/^gpt-4o/, 2.5, 1.25, 10],
  [/^gpt-4\.1-nano/, 0.1, 0.025, 0.4],
  [/^gpt-4\.1-mini/, 0.4, 0.1, 1.6],
  [/^gpt-4\.1/, 2, 0.5, 8],
  [/^gpt-3\.5-turbo/, 0.5, 0.5, 1.5],
];

/** What a call cost, in US dollars; nothing for a demo, null when the model's price is not known. */
export function priceOf(model: string, usage: Usage): number | null {
  if (model === config.demoModel()) return 0;
  const row = perMillion.find(([pattern]) => pattern.test(model));
  if (row === undefined) return null;
  const [, prompt, cached, completion] = row;
  const fresh = Math.max(0, usage.prompt - usage.cached);
  return (fresh * prompt + usage.cached * cached + usage.completion * completion) / 1_000_000;
}

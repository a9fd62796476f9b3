// The models of a generated year: which answered when, how fast they are, and what a token costs.
import { day } from "./rhythm.ts";

export interface GeneratedModel {
  readonly name: string;
  /** US dollars for a million tokens: prompt, cached prompt, completion. Null: nobody knows. */
  readonly price: readonly [number, number, number] | null;
  /** Medians, milliseconds. */
  readonly firstTokenMs: number;
  readonly tokenMs: number;
  /** Whether its server says how many tokens there were. */
  readonly isReporting: boolean;
}

const hosted = (
  name: string,
  price: readonly [number, number, number],
  firstTokenMs: number,
  tokenMs: number,
): GeneratedModel => ({ name, price, firstTokenMs, tokenMs, isReporting: true });

/** The server's own, one after the other; `until`: the share of the year. */
const served = [
  { until: 0.2, model: hosted("gpt-3.5-turbo", [0.5, 0.5, 1.5], 420, 11) },
  { until: 0.7, model: hosted("gpt-4o-mini", [0.15, 0.075, 0.6], 480, 9) },
  { until: Infinity, model: hosted("gpt-4.1-mini", [0.4, 0.1, 1.6], 390, 8) },
] as const;

/** Models of learners' own keys. */
export const ownModels: readonly [GeneratedModel, ...GeneratedModel[]] = [
  hosted("gpt-4o", [2.5, 1.25, 10], 620, 14),
  hosted("gpt-4.1", [2, 0.5, 8], 560, 12),
  { name: "qwen2.5:32b", price: null, firstTokenMs: 1_900, tokenMs: 38, isReporting: false },
];

/** The server's model at a moment of the year that begins at `from`. */
export function serverModel(at: number, from: number): GeneratedModel {
  const passed = (at - from) / (365 * day);
  return (served.find(({ until }) => passed < until) ?? served[0]).model;
}

/** What tokens cost, in units of 0.00000001 US dollars, as the ledger keeps them; null: nobody knows. */
export function priceUnits(
  { price }: GeneratedModel,
  tokens: { readonly prompt: number; readonly cached: number; readonly completion: number },
): number | null {
  if (price === null) return null;
  const [prompt, cached, completion] = price;
  const fresh = tokens.prompt - tokens.cached;
  return Math.round(
    (fresh * prompt + tokens.cached * cached + tokens.completion * completion) * 100,
  );
}

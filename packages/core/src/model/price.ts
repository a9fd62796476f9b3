// What a call cost: by the setting's prices, else by those that are published, on the day it was opened.
import * as config from "../config.ts";
import { inForce, published } from "./prices.ts";
import type { Usage } from "./usage.ts";

/**
 * What a call cost, in US dollars; nothing for a demo, null when no price of its model is known for that day.
 *
 * @param openedAt milliseconds since 1970
 */
export function priceOf(
  model: string,
  usage: Pick<Usage, "prompt" | "cached" | "completion">,
  openedAt: number,
): number | null {
  if (model === config.demoModel()) return 0;
  const day = new Date(openedAt).toISOString().slice(0, 10);
  const price = inForce(config.modelPrices(), model, day) ?? inForce(published, model, day);
  if (price === undefined) return null;
  const { prompt, cached = prompt, completion } = price;
  const fresh = Math.max(0, usage.prompt - usage.cached);
  return (fresh * prompt + usage.cached * cached + usage.completion * completion) / 1_000_000;
}

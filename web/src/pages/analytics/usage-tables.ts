// Usage as tables: every figure of a row that somebody may want to read.
import type { UsageTotals } from "@ai-learning/protocol/analytics";
import type { TableContents } from "../../components/data-table.tsx";
import { count, money } from "./format.ts";
import { figureWords } from "./words.ts";

/** `first`: what the rows' names are. */
export function usageTable(
  first: string,
  rows: readonly (readonly [name: string, sums: UsageTotals])[],
): TableContents {
  const words = figureWords().table;
  return {
    columns: [
      first,
      words.tokens,
      words.read,
      words.cached,
      words.written,
      words.estimated,
      words.ownKey,
      words.cost,
      words.unpriced,
      words.calls,
      words.truncated,
      words.stopped,
      words.failed,
    ],
    rows: rows.map(([name, sums]) => [
      name,
      count(sums.tokens),
      count(sums.prompt_tokens),
      count(sums.cached_tokens),
      count(sums.completion_tokens),
      count(sums.estimated_tokens),
      count(sums.own_key_tokens),
      money(sums.price_usd),
      count(sums.unpriced_calls),
      count(sums.calls),
      count(sums.truncated),
      count(sums.stopped),
      count(sums.failed + sums.abandoned),
    ]),
  };
}

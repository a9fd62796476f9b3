// What a range comes to, at a glance, with what has to be known about each sum.
import type { Scope, UsageTotals } from "@ai-learning/protocol/analytics";
import type { JSX } from "solid-js";
import { Figures, type Figure } from "../../components/figures.tsx";
import { count, money, percent } from "./format.ts";
import { figureWords } from "./words.ts";

function figuresOf(scope: Scope, sums: UsageTotals): Figure[] {
  const words = figureWords().totals;
  const notes = (...lines: readonly (string | false)[]): string[] =>
    lines.filter((line) => line !== false);
  const unfinished = sums.truncated + sums.stopped + sums.failed + sums.abandoned;
  const own = scope === "mine" ? words.ownKey : words.ownKeys;
  return [
    {
      name: words.tokens,
      value: count(sums.tokens),
      notes: notes(
        sums.estimated_tokens > 0 && words.estimated(count(sums.estimated_tokens)),
        sums.own_key_tokens > 0 && own(count(sums.own_key_tokens)),
      ),
    },
    {
      name: words.cost,
      value: money(sums.price_usd),
      notes: notes(sums.unpriced_calls > 0 && words.unpriced(sums.unpriced_calls)),
    },
    { name: words.calls, value: count(sums.calls) },
    {
      name: words.unfinished,
      value: count(unfinished),
      notes: notes(unfinished > 0 && words.share(percent(unfinished / sums.calls))),
    },
  ];
}

export function Totals(props: { scope: Scope; sums: UsageTotals }): JSX.Element {
  return (
    <section aria-label={figureWords().totals.title}>
      <Figures of={figuresOf(props.scope, props.sums)} />
    </section>
  );
}

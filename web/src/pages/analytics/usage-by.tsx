// Usage by what it was for, the greatest first.
import type { UsageAnswer, UsageKey, UsageRow } from "@ai-learning/protocol/analytics";
import { Show, type JSX } from "solid-js";
import { BarList, type Bar } from "../../components/bar-list.tsx";
import type { ChartColour } from "../../components/chart.tsx";
import { count, money, percent } from "./format.ts";
import { rowName } from "./names.ts";
import { Part } from "./part.tsx";
import { sumOf } from "./periods.ts";
import { usageTable } from "./usage-tables.ts";
import { figureWords } from "./words.ts";

/** Bars that are shown; the rest is one more. */
const shownBars = 8;

type ShownKey = Exclude<UsageKey, "day" | "chat">;

function barsOf({ by, rows, total }: UsageAnswer): Bar[] {
  const words = figureWords();
  const shown = rows.length > shownBars + 1 ? rows.slice(0, shownBars) : rows;
  const rest = rows.slice(shown.length);
  const greatest = Math.max(1, ...rows.map(({ tokens }) => tokens));
  const bar = (name: string, { tokens, price_usd }: Pick<UsageRow, "tokens" | "price_usd">) => ({
    name,
    text: `${words.part(count(tokens), percent(tokens / Math.max(1, total.tokens)))} · ${money(price_usd)}`,
    part: tokens / greatest,
  });
  const others = sumOf(rest);
  return [
    ...shown.map((row) => ({
      ...bar(rowName(by, row), row),
      href: by === "track" && row.key !== null ? `/tracks/${row.key}` : undefined,
    })),
    ...(rest.length > 0 ? [bar(words.others(rest.length), others)] : []),
  ];
}

export function UsageBy(props: {
  by: ShownKey;
  usage: UsageAnswer;
  colour?: ChartColour;
}): JSX.Element {
  const words = () => figureWords();
  const title = (): string => words().by[props.by];
  return (
    <Part
      title={title()}
      csv={{ route: "analyticsUsage", query: { by: props.usage.by } }}
      table={usageTable(
        words().table.name,
        props.usage.rows.map((row) => [rowName(props.usage.by, row), row]),
      )}
    >
      <BarList bars={barsOf(props.usage)} colour={props.colour} />
      <Show when={props.usage.next !== null}>
        <p class="soft small">{words().more}</p>
      </Show>
    </Part>
  );
}

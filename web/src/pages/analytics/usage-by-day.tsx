// Tokens and money over time, a plot each.
import type { UsageAnswer } from "@ai-learning/protocol/analytics";
import { createMemo, type JSX } from "solid-js";
import { Chart, type ChartColumn } from "../../components/chart.tsx";
import { compact, count, longDays, money, monthName, shortDay, shortMoney } from "./format.ts";
import { Part } from "./part.tsx";
import { periodsOf, type Period } from "./periods.ts";
import { usageTable } from "./usage-tables.ts";
import { figureWords } from "./words.ts";

const columnOf = ({ step, first, last }: Period): ChartColumn => ({
  name: step === "month" ? monthName(first) : shortDay(first),
  longName: longDays(first, last),
});

const titles = {
  day: ["tokens", "cost"],
  week: ["tokensByWeek", "costByWeek"],
  month: ["tokensByMonth", "costByMonth"],
} as const;

export function UsageByDay(props: { usage: UsageAnswer }): JSX.Element {
  const periods = createMemo(() => periodsOf(props.usage.rows, props.usage.from, props.usage.to));
  const columns = createMemo(() => periods().map(columnOf));
  const words = () => figureWords().chart;
  const title = (index: 0 | 1): string => words()[titles[periods()[0]?.step ?? "day"][index]];
  const table = () =>
    usageTable(
      figureWords().table.period,
      periods().map(({ first, last, sum }) => [longDays(first, last), sum]),
    );
  const series = createMemo(() => {
    const values = (of: (sum: Period["sum"]) => number) => periods().map(({ sum }) => of(sum));
    return [
      {
        name: words().read,
        colour: "1",
        values: values((sum) => sum.prompt_tokens - sum.cached_tokens),
      },
      { name: words().cached, colour: "3", values: values((sum) => sum.cached_tokens) },
      { name: words().written, colour: "2", values: values((sum) => sum.completion_tokens) },
    ] as const;
  });
  const cost = createMemo(
    () =>
      [{ name: title(1), colour: "4", values: periods().map(({ sum }) => sum.price_usd) }] as const,
  );
  const csv = { route: "analyticsUsage", query: { by: "day" } } as const;
  return (
    <div class="analytics-grid">
      <Part title={title(0)} table={table()} csv={csv} isPlot>
        <Chart
          label={title(0)}
          columns={columns()}
          series={series()}
          write={count}
          writeShort={compact}
          words={words()}
        />
      </Part>
      <Part title={title(1)} table={table()} csv={csv} isPlot>
        <Chart
          label={title(1)}
          columns={columns()}
          series={cost()}
          write={money}
          writeShort={shortMoney}
          words={words()}
        />
      </Part>
    </div>
  );
}

// Days put together into as many periods as a plot can show: days, weeks from Monday, or months.
import type { UsageRow, UsageTotals } from "@ai-learning/protocol/analytics";
import { addDays, daysFrom } from "./range.ts";

type Step = "day" | "week" | "month";

export interface Period {
  readonly step: Step;
  /** Days as "2026-11-29", both included and both in the range. */
  readonly first: string;
  readonly last: string;
  readonly sum: UsageTotals;
}

const nothing: UsageTotals = {
  calls: 0,
  requests: 0,
  prompt_tokens: 0,
  cached_tokens: 0,
  completion_tokens: 0,
  tokens: 0,
  estimated_tokens: 0,
  price_usd: 0,
  unpriced_calls: 0,
  own_key_tokens: 0,
  complete: 0,
  truncated: 0,
  stopped: 0,
  failed: 0,
  abandoned: 0,
};
const names = Object.keys(nothing) as (keyof UsageTotals)[];

/** All rows together. */
export function sumOf(rows: readonly UsageTotals[]): UsageTotals {
  const sum = { ...nothing };
  for (const row of rows) for (const name of names) sum[name] += row[name];
  return sum;
}

/** How long a period is: more than about a hundred columns cannot be told apart. */
export const stepOf = (days: number): Step => (days <= 92 ? "day" : days <= 400 ? "week" : "month");

/** The first day of the period that a day is in. */
function beginOf(day: string, step: Step): string {
  if (step === "day") return day;
  if (step === "month") return `${day.slice(0, 7)}-01`;
  const weekday = new Date(day).getUTCDay();
  return addDays(day, weekday === 0 ? -6 : 1 - weekday);
}

/**
 * The periods of a range, oldest first, empty ones too.
 * @param rows one for each day, in any order; a day that is missing counts as nothing
 */
export function periodsOf(rows: readonly UsageRow[], from: string, to: string): Period[] {
  const step = stepOf(daysFrom(from, to));
  const known = new Map(rows.map((row) => [row.key, row]));
  const days = new Map<string, string[]>();
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const begin = beginOf(day, step);
    days.set(begin, [...(days.get(begin) ?? []), day]);
  }
  return [...days.values()].map((all) => ({
    step,
    first: all[0] ?? from,
    last: all.at(-1) ?? to,
    sum: sumOf(all.flatMap((day) => known.get(day) ?? [])),
  }));
}

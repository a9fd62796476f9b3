import type { UsageRow } from "@ai-learning/protocol/analytics";
import { expect, it } from "vitest";
import { periodsOf, stepOf, sumOf } from "./periods.ts";

const row = (key: string, tokens: number): UsageRow => ({
  key,
  label: null,
  ...sumOf([]),
  calls: 1,
  tokens,
  price_usd: tokens / 1000,
});

const spans = (from: string, to: string, rows: readonly UsageRow[] = []) =>
  periodsOf(rows, from, to).map(({ first, last, sum }) => [first, last, sum.tokens]);

it("a few days are shown one by one, those without a row as zero", () => {
  expect(spans("2026-11-27", "2026-11-29", [row("2026-11-28", 5)])).toEqual([
    ["2026-11-27", "2026-11-27", 0],
    ["2026-11-28", "2026-11-28", 5],
    ["2026-11-29", "2026-11-29", 0],
  ]);
});

it("a year is shown by weeks from Monday, cut at both ends", () => {
  const weeks = spans("2026-01-01", "2026-12-31", [row("2026-01-04", 1), row("2026-01-05", 2)]);
  expect(weeks[0]).toEqual(["2026-01-01", "2026-01-04", 1]);
  expect(weeks[1]).toEqual(["2026-01-05", "2026-01-11", 2]);
  expect(weeks.at(-1)).toEqual(["2026-12-28", "2026-12-31", 0]);
  expect(weeks).toHaveLength(53);
});

it("several years are shown by months", () => {
  const months = spans("2025-01-15", "2026-11-29", [row("2026-02-28", 3)]);
  expect(months[0]).toEqual(["2025-01-15", "2025-01-31", 0]);
  expect(months[13]).toEqual(["2026-02-01", "2026-02-28", 3]);
  expect(months).toHaveLength(23);
});

it("no plot has more than about a hundred columns", () => {
  expect([1, 92, 93, 400, 401].map(stepOf)).toEqual(["day", "day", "week", "week", "month"]);
});

it("nothing is lost between the days and their periods", () => {
  const rows = Array.from({ length: 28 }, (_, day) =>
    row(`2026-02-${String(day + 1).padStart(2, "0")}`, day),
  );
  const whole = sumOf(rows);
  for (const to of ["2026-02-28", "2026-08-28", "2027-12-31"]) {
    const sum = sumOf(periodsOf(rows, "2026-01-01", to).map((one) => one.sum));
    expect(sum.tokens).toBe(whole.tokens);
    expect(sum.price_usd).toBeCloseTo(whole.price_usd, 9);
  }
});

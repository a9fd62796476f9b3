// The findings as text: a table for a terminal, and the same in Markdown.
import { verdictOf, type Budget, type Row } from "./row.ts";

/** A number as a person reads it: three digits that count. */
export function show(value: number): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

const withUnit = (value: number, unit: string): string => `${show(value)} ${unit}`.trim();

/** A budget in words: "≤ 25 ms". */
export function showBudget(budget: Budget | undefined, unit: string): string {
  if (budget?.most !== undefined) return `≤ ${withUnit(budget.most, unit)}`;
  return budget?.least === undefined ? "" : `≥ ${withUnit(budget.least, unit)}`;
}

const heads = ["", "value", "p95", "budget", "", "× floor", ""];

/** A row's cells; `floorMs` is the echo of this machine, with which every time is compared. */
function cells(row: Row, floorMs: number | undefined): string[] {
  const { name, value, unit, p95, budget, note = "" } = row;
  const verdict = verdictOf(row);
  const isTime = unit === "ms" && value !== null && floorMs !== undefined;
  return [
    name,
    value === null ? "-" : withUnit(value, unit),
    p95 === undefined ? "" : show(p95),
    showBudget(budget, unit),
    verdict === "-" ? "" : verdict,
    isTime ? show(value / floorMs) : "",
    note,
  ];
}

/** Rows by section, in the order in which the sections come. */
function sections(rows: readonly Row[]): [string, Row[]][] {
  return [...Map.groupBy(rows, (row) => row.section)];
}

/** The table for a terminal: one block a section, numbers to the right. */
export function textTable(rows: readonly Row[], floorMs?: number): string {
  const all = [heads, ...rows.map((row) => cells(row, floorMs))];
  const widths = heads.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  const line = (of: readonly string[]): string =>
    of
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return at > 0 && at < 6 && at !== 4 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const blocks = sections(rows).map(([name, its]) =>
    [name, ...its.map((row) => `  ${line(cells(row, floorMs))}`)].join("\n"),
  );
  return [`  ${line(heads)}`, ...blocks].join("\n\n");
}

/** The same as Markdown, a table a section. */
export function markdownTable(rows: readonly Row[], floorMs?: number): string {
  const line = (of: readonly string[]): string =>
    `| ${of.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return sections(rows)
    .map(([name, its]) =>
      [
        line([name, "Value", "p95", "Budget", "", "× floor", ""]),
        "|---|--:|--:|--:|---|--:|---|",
        ...its.map((row) => line(cells(row, floorMs))),
      ].join("\n"),
    )
    .join("\n\n");
}

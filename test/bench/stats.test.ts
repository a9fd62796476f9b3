import { describe, expect, it } from "vitest";
import { missed, verdictOf, type Row } from "./row.ts";
import { median, quantile, timing } from "./stats.ts";
import { markdownTable, show, textTable } from "./table.ts";

describe("the statistics", () => {
  it("find the median of samples in any order", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it("find the slow end between neighbours", () => {
    expect(quantile([0, 10], 0.95)).toBe(9.5);
    expect(timing([5])).toEqual({ value: 5, p95: 5 });
  });
});

const rows: Row[] = [
  { section: "Trips", name: "accept", value: 1, unit: "", budget: { kind: "count", most: 1 } },
  { section: "Trips", name: "restore", value: 2, unit: "", budget: { kind: "count", most: 1 } },
  { section: "Times", name: "alone", value: 50, unit: "ms", budget: { kind: "time", most: 25 } },
  { section: "Times", name: "rate", value: 60, unit: "/s", budget: { kind: "time", least: 50 } },
  { section: "Times", name: "ticket", value: null, unit: "", note: "not built" },
];

describe("the verdicts", () => {
  it("hold values against the most and the least allowed", () => {
    expect(rows.map(verdictOf)).toEqual(["ok", "miss", "miss", "ok", "-"]);
  });

  it("keep missed counts apart from missed times", () => {
    expect(missed(rows, "count").map(({ name }) => name)).toEqual(["restore"]);
    expect(missed(rows, "time").map(({ name }) => name)).toEqual(["alone"]);
  });
});

describe("the table", () => {
  it("shows three digits that count", () => {
    expect([0.1234, 1, 12.345, 123.45, 1234].map(show)).toEqual([
      "0.12",
      "1",
      "12.3",
      "123",
      "1,234",
    ]);
  });

  it("groups rows by section and lines them up, with times as multiples of the floor", () => {
    expect(textTable(rows, 2)).toBe(
      [
        "           value  p95   budget        × floor",
        "",
        "Trips",
        "  accept       1           ≤ 1  ok",
        "  restore      2           ≤ 1  miss",
        "",
        "Times",
        "  alone    50 ms       ≤ 25 ms  miss       25",
        "  rate     60 /s       ≥ 50 /s  ok",
        "  ticket       -                               not built",
      ].join("\n"),
    );
  });

  it("is the same in Markdown", () => {
    expect(markdownTable(rows, 2)).toContain("| alone | 50 ms |  | ≤ 25 ms | miss | 25 |  |");
  });
});

import { expect, it } from "vitest";
import { dollars, shortDollars } from "./money.ts";

const written = (language: string, ...sums: number[]): string[] =>
  sums.map((usd) => dollars(language, usd).replaceAll(/\s/g, " "));

it("large sums have cents, small ones the digits that count", () => {
  expect(written("en", 1234.5, 12.3, 1, 0.42, 0.1, 0.042, 0.0042, 0.000_042)).toEqual([
    "$1,234.50",
    "$12.30",
    "$1.00",
    "$0.42",
    "$0.10",
    "$0.042",
    "$0.0042",
    "$0.000042",
  ]);
});

it("Russian has a decimal comma and the sign at the end", () => {
  expect(written("ru", 1234.5, 0.0042)).toEqual(["1 234,50 $", "0,0042 $"]);
});

it("nothing is written as nothing, and what cannot be told from it as zero", () => {
  expect(written("en", 0, 0.000_000_01)).toEqual(["$0", "$0.00"]);
});

it("at an axis large sums are short", () => {
  expect([0.05, 99.5, 250, 12_500].map((usd) => shortDollars("en", usd))).toEqual([
    "$0.05",
    "$99.50",
    "$250",
    "$12.5K",
  ]);
});

import { expect, it } from "vitest";
import { shownNames, stacked, ticksUpTo } from "./chart-ticks.ts";

it("the marks of an axis are round numbers that cover every value", () => {
  expect(ticksUpTo(97, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticksUpTo(100, 4)).toEqual([0, 25, 50, 75, 100]);
  expect(ticksUpTo(0.0042, 4)).toEqual([0, 0.002, 0.004, 0.006]);
  expect(ticksUpTo(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticksUpTo(12_345_678, 4)).toEqual([0, 5_000_000, 10_000_000, 15_000_000]);
});

it("an axis of nothing but zeros has a height all the same", () => {
  expect(ticksUpTo(0, 4)).toEqual([0, 1]);
  expect(ticksUpTo(Number.NaN, 4)).toEqual([0, 1]);
});

it("an axis never has more marks than there is room for", () => {
  for (let power = -6; power < 9; power += 1) {
    for (const one of [1, 1.3, 2.49, 2.51, 4.9, 7.77, 9.99]) {
      const max = one * 10 ** power;
      const ticks = ticksUpTo(max, 4);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999_999);
    }
  }
});

it("names are left out evenly where there is no room for all", () => {
  expect(shownNames(7, 10)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(shownNames(30, 5)).toEqual([0, 6, 12, 18, 24]);
  expect(shownNames(3, 0)).toEqual([0]);
  expect(shownNames(0, 5)).toEqual([]);
});

it("a series of a stack stands on those before it", () => {
  expect(
    stacked([
      [1, 2],
      [10, 0],
      [0, 5],
    ]),
  ).toEqual([
    [1, 2],
    [11, 2],
    [11, 7],
  ]);
});

import { expect, test } from "vitest";
import { Random } from "./random.ts";
import { day, hour, nextVisit, signUpAt, timeOfDay } from "./rhythm.ts";

const range = { from: Date.parse("2025-12-01"), to: Date.parse("2026-12-01") };

test("sign-ups fill the whole range, and come closer together", () => {
  expect(signUpAt(0, range)).toBe(range.from);
  expect(signUpAt(1, range)).toBeCloseTo(range.to, -1);
  const first = signUpAt(0.1, range) - signUpAt(0, range);
  const last = signUpAt(1, range) - signUpAt(0.9, range);
  expect(first / last).toBeGreaterThan(2);
});

test("people learn in the evening rather than at night", () => {
  const random = new Random(1);
  const hours = Array.from({ length: 5_000 }, () => Math.floor(timeOfDay(random) / hour));
  const count = (from: number, to: number): number =>
    hours.filter((one) => one >= from && one < to).length;
  expect(Math.min(...hours)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...hours)).toBeLessThan(24);
  expect(count(18, 22)).toBeGreaterThan(5 * count(1, 5));
});

test("the next visit is later, and rarely on a weekend", () => {
  const random = new Random(2);
  const visits: number[] = [];
  for (let at = range.from; visits.length < 5_000;) {
    const next = nextVisit(random, at, 3, 3);
    expect(next).toBeGreaterThan(at);
    visits.push(next);
    at = next;
  }
  const weekends = visits.filter((at) => [0, 6].includes(new Date(at + 3 * hour).getUTCDay()));
  expect(weekends.length / visits.length).toBeLessThan(2 / 7);
  expect(weekends.length).toBeGreaterThan(0);
  const gap = ((visits.at(-1) ?? 0) - (visits[0] ?? 0)) / visits.length / day;
  expect(gap).toBeGreaterThan(2);
  expect(gap).toBeLessThan(5);
});

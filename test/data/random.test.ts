import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe("random numbers", () => {
  test("are the same for the same seed and stream", () => {
    const [one, other] = [new Random(5, 1), new Random(5, 1)];
    expect(many(100, () => one.next())).toEqual(many(100, () => other.next()));
  });

  test("differ for another seed or stream", () => {
    const first = new Random(5, 1).next();
    expect(new Random(6, 1).next()).not.toBe(first);
    expect(new Random(5, 2).next()).not.toBe(first);
  });

  test("are spread evenly", () => {
    const random = new Random(1);
    const mean = many(20_000, () => random.next()).reduce((sum, one) => sum + one, 0) / 20_000;
    expect(mean).toBeCloseTo(0.5, 1);
  });

  test("of a log-normal distribution are half below the median", () => {
    const random = new Random(2);
    const below = many(20_000, () => random.logNormal(300, 0.5)).filter((one) => one < 300);
    expect(below.length / 20_000).toBeCloseTo(0.5, 1);
  });

  test("of a geometric distribution have their mean", () => {
    const random = new Random(3);
    const sum = many(20_000, () => random.geometric(2, 1_000)).reduce((all, one) => all + one, 0);
    expect(Math.abs(sum / 20_000 - 2)).toBeLessThan(0.1);
  });

  test("choose as often as weights say", () => {
    const random = new Random(4);
    const chosen = many(20_000, () =>
      random.weighted([
        ["often", 9],
        ["seldom", 1],
      ]),
    );
    expect(chosen.filter((one) => one === "seldom").length / 20_000).toBeCloseTo(0.1, 1);
  });
});

test("ids are UUIDs of version 7 that begin with their moment", () => {
  const random = new Random(1);
  const at = Date.parse("2026-03-01T12:00:00Z");
  const ids = many(1_000, () => random.id(at));
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
  }
  expect(new Set(ids).size).toBe(ids.length);
});

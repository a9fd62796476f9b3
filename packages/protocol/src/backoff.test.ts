import { describe, expect, it } from "vitest";
import { delayOf, jitteredDelayOf } from "./backoff.ts";

const backoff = { firstMs: 100, maxMs: 1_000 };

describe("back-off", () => {
  it("doubles the delay with each retry until it reaches the longest", () => {
    expect([0, 1, 2, 3, 4, 2_000].map((retry) => delayOf(backoff, retry))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it("grows by the factor it is given", () => {
    expect([0, 1, 2].map((retry) => delayOf({ ...backoff, factor: 1.5 }, retry))).toEqual([
      100, 150, 225,
    ]);
  });

  it("spreads jittered delays from nothing to the whole delay", () => {
    expect([0, 0.5, 1].map((random) => jitteredDelayOf(backoff, 2, random))).toEqual([0, 200, 400]);
  });
});

import { expect, test } from "vitest";
import { tokenBucket } from "./token-bucket.ts";

test("a burst is spent, then refilled with time and no further than full", () => {
  let now = 0;
  const allow = tokenBucket(10, 3, () => now);
  const spend = (times: number): boolean[] => Array.from({ length: times }, () => allow());

  expect(spend(4)).toEqual([true, true, true, false]);
  now = 100;
  expect(spend(2)).toEqual([true, false]);
  now = 1e6;
  expect(spend(4)).toEqual([true, true, true, false]);
});

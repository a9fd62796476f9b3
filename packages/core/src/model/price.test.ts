import { expect, it } from "vitest";
import { priceOf } from "./price.ts";

it("prices fresh, cached and completion tokens apart", () => {
  const usage = {
    prompt: 1_000_000,
    cached: 400_000,
    completion: 500_000,
    source: "reported",
  } as const;
  expect(priceOf("gpt-4o-mini-2024-07-18", usage)).toBeCloseTo(
    0.6 * 0.15 + 0.4 * 0.075 + 0.5 * 0.6,
  );
});

it("knows no price for a model it does not know", () => {
  expect(
    priceOf("llama-3", { prompt: 1, cached: 0, completion: 1, source: "estimated" }),
  ).toBeNull();
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { estimateTokens, pieces } from "./tokens.ts";

it("cuts any text into at most ninety whole pieces that never split a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 9_000 }), (text) => {
      const list = pieces(text);
      expect(list.join("")).toBe(text);
      expect(list.length).toBeLessThanOrEqual(200);
      expect(list.every((one) => one.isWellFormed())).toBe(true);
    }),
  );
  expect(pieces("слово ".repeat(2_000)).length).toBeLessThan(130);
});

it("estimates more tokens for more text and none for none", () => {
  expect(estimateTokens("")).toBe(0);
  expect(estimateTokens("word ".repeat(100))).toBe(125);
  expect(estimateTokens("слово ".repeat(100))).toBeGreaterThan(150);
});

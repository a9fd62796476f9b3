// What guessers score over a set of choices.
import { describe, expect, it } from "vitest";
import type { ItemOf } from "../item.ts";
import { checkSet, measureSet } from "./set.ts";

/** A choice of four whose key is at a place; `long` is the place of the longest option, −1 for none. */
const choice = (keyAt: number, long: number): ItemOf<"choice"> => ({
  kind: "choice",
  stem: "What?",
  quote: "That.",
  key: ["abcd"[keyAt] ?? ""],
  options: Array.from("abcd").map((id, at) => ({
    id,
    text: at === long ? "a longer one" : "a short one",
    explanation: "So.",
  })),
});

const four = [0, 1, 2, 3];

describe("a set of choices", () => {
  it("without habits gives guessers a quarter and has no flaw", () => {
    const items = four.flatMap((key) => four.map((long) => choice(key, long)));

    expect(measureSet(items)).toEqual({
      choices: 16,
      longest: 0.25,
      first: 0.25,
      chance: 0.25,
      positions: [0.25, 0.25, 0.25, 0.25],
    });
    expect(checkSet(items)).toEqual([]);
  });

  it("whose key is the longest option is found", () => {
    const items = four.flatMap((key) => four.map(() => choice(key, key)));

    expect(measureSet(items).longest).toBe(1);
    expect(checkSet(items).map(({ code }) => code)).toEqual(["set_longest_key"]);
  });

  it("whose key is always written first is found, at every place that is off", () => {
    const items = Array.from({ length: 40 }, (_, at) => choice(0, at % 4));

    expect(measureSet(items).first).toBe(1);
    expect(new Set(checkSet(items).map(({ code }) => code))).toEqual(new Set(["set_key_position"]));
  });

  it("shares a guess among options of one length", () => {
    expect(measureSet([choice(2, -1)]).longest).toBe(0.25);
  });

  it("of fewer than eight choices tells nothing, nor does one of none", () => {
    expect(checkSet(Array.from({ length: 7 }, () => choice(0, 0)))).toEqual([]);
    expect(measureSet([])).toEqual({ choices: 0, longest: 0, first: 0, chance: 0, positions: [] });
  });
});

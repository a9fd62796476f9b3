import { describe, expect, it } from "vitest";
import { passageOf } from "./passage.ts";

describe("passageOf", () => {
  it("keeps a short passage, without the blank around it", () => {
    expect(passageOf("  a  \n\n\n\nb\n")).toBe("a\n\nb");
    expect(passageOf(" \n ")).toBe("");
  });

  it("ends a long passage between two words", () => {
    const passage = passageOf("word ".repeat(400));
    expect(passage.length).toBeLessThanOrEqual(1_000);
    expect(passage).toMatch(/ word…$/);
  });

  it("never leaves half a character", () => {
    for (const start of ["", "a"]) {
      const passage = passageOf(start + "🧮".repeat(900));
      expect(passage.length).toBeLessThanOrEqual(1_000);
      expect(passage.isWellFormed()).toBe(true);
    }
  });
});

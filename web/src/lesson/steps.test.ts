import { readLesson, type Exercise } from "@ai-learning/protocol/lesson-read";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle } from "../markdown/settle.ts";
import { settledLesson } from "./growing.ts";
import { stepsOf } from "./steps.ts";

const exercise = (hints: readonly string[], solution: string | null): Exercise => ({
  kind: "exercise",
  anchor: "exercise",
  title: "Exercise",
  heading: "Exercise",
  markdown: "Do it.",
  hints,
  solution,
});

describe("the steps of an exercise", () => {
  it("offers hints one after the other, then the solution, then nothing", () => {
    const whole = exercise(["a", "b", "c"], "d");
    expect([0, 1, 2, 3, 4].map((opened) => stepsOf(whole, opened, true).next)).toEqual([
      { kind: "hint", opens: 1 },
      { kind: "hint", opens: 2 },
      { kind: "hint", opens: 3 },
      { kind: "solution", opens: 4 },
      null,
    ]);
    expect(stepsOf(whole, 2, true)).toMatchObject({ shown: ["a", "b"], solution: null });
    expect(stepsOf(whole, 4, true)).toMatchObject({ shown: ["a", "b", "c"], solution: "d" });
  });

  it("offers the solution after fewer hints, or none", () => {
    expect(stepsOf(exercise(["a"], "d"), 1, true).next).toEqual({ kind: "solution", opens: 4 });
    expect(stepsOf(exercise([], "d"), 0, true).next).toEqual({ kind: "solution", opens: 4 });
  });

  it("puts more than three hints into the third", () => {
    expect(stepsOf(exercise(["a", "b", "c", "d"], "e"), 3, true)).toMatchObject({
      shown: ["a", "b", "c\n\nd"],
      count: 3,
      next: { kind: "solution" },
    });
  });

  it("says that there is no solution only when the exercise is written and its hints are shown", () => {
    expect(stepsOf(exercise([], null), 0, true).isWithoutSolution).toBe(true);
    expect(stepsOf(exercise([], null), 0, false).isWithoutSolution).toBe(false);
    expect(stepsOf(exercise(["a"], null), 0, true).isWithoutSolution).toBe(false);
    expect(stepsOf(exercise(["a"], null), 1, true).isWithoutSolution).toBe(true);
  });

  it("shows no hint and no solution that is still being written", () => {
    expect(stepsOf(exercise(["a", "b"], null), 0, false).next).toEqual({ kind: "hint", opens: 1 });
    expect(stepsOf(exercise(["a", "b"], null), 1, false).next).toBeNull();
    expect(stepsOf(exercise(["a"], "d"), 0, false).next).toEqual({ kind: "hint", opens: 1 });
    expect(stepsOf(exercise(["a"], "d"), 1, false).next).toBeNull();
  });
});

describe("a lesson that is being written", () => {
  it("shows a section only under its whole title", () => {
    expect(settledLesson("# T\n\na\n## Exer")).toBe("# T\n\na\n");
    expect(settledLesson("# T\n\na\n#")).toBe("# T\n\na\n");
    expect(settledLesson("## Exercise\na\n**Hint 1:")).toBe("## Exercise\na\n");
    expect(settledLesson("a\n**Then** we")).toBe("a\n**Then** we");
    expect(settledLesson("a\nb")).toBe("a\nb");
  });

  it("never shows a part under a title that is not its own, letter by letter", () => {
    const text =
      "# T\n\na\n\n## First part\nb\n\n## Exercise\nc\n\n**Hint 1:** d\n\n### Solution\ne\n";
    const titles = readLesson(text).parts.map(({ title }) => title);
    fc.assert(
      fc.property(fc.nat({ max: text.length }), (at) => {
        const { parts } = readLesson(settledLesson(text.slice(0, at)));
        expect(parts.map(({ title }) => title)).toEqual(titles.slice(0, parts.length));
        for (const { markdown } of parts) expect(settle(markdown)).not.toMatch(/[#*]/);
      }),
    );
  });
});

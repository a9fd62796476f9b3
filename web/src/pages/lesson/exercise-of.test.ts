import { describe, expect, it } from "vitest";
import { exerciseOf } from "./exercise-of.ts";

const text = [
  "# Lists",
  "A list keeps values in order.",
  "## In short\n\n- Values have an order",
  "## Exercise\n\nAdd **three** prices and print `total`.",
  "### Hint 1\n\nUse sum.",
  "### Solution\n\n6",
].join("\n\n");

describe("a passage that is asked about", () => {
  it("is of the exercise whose task it is in, without the marks of Markdown", () => {
    expect(exerciseOf(text, "Add three prices")).toBe("exercise");
    expect(exerciseOf(text, "Exercise\n\nAdd **three** prices and print…")).toBe("exercise");
  });

  it("is of none where it stands in another part", () => {
    expect(exerciseOf(text, "A list keeps values")).toBeUndefined();
    expect(exerciseOf(text, "something else")).toBeUndefined();
    expect(exerciseOf(text, "  ")).toBeUndefined();
  });
});

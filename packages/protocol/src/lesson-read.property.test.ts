// What holds for every lesson: no beginning of it is read otherwise than the whole, and no text is slow.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readLesson, wordsOf } from "./lesson-read.ts";

const lines = [
  "# Title",
  "## Section",
  "### Below",
  "#### Deeper",
  "##",
  "## **Bold** `code` ##",
  "## Worked example: x",
  "## Fill in the steps",
  "### Частая ошибка",
  "## Exercise",
  "## Exercises",
  "### Exercise 2",
  "### Hint 1",
  "### Hints",
  "## Hint 2",
  "**Hint 3:** more",
  "- **Hint 1:** more",
  "**Solution**",
  "### Решение",
  "## Solution",
  "**Bold line**",
  "**Bold sentence.**",
  "<details>",
  "<summary>Hint 1</summary>",
  "</details>",
  "```",
  "```markdown",
  "```python",
  "~~~~",
  "    ```",
  "1. item",
  "text",
  "",
  "",
];

const lesson = fc
  .array(fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 12 })), { maxLength: 30 })
  .chain((chosen) => fc.constantFrom("\n", "\r\n").map((end) => chosen.join(end)));

it("reads any beginning of a lesson as the lesson, but for the part that is being written", () => {
  fc.assert(
    fc.property(lesson, fc.nat(), (text, at) => {
      const begun = readLesson(text.slice(0, at % (text.length + 1))).parts;
      const whole = readLesson(text).parts;
      expect(whole.slice(0, Math.max(0, begun.length - 1))).toEqual(begun.slice(0, -1));
    }),
    { numRuns: 3_000 },
  );
});

it("gives every part an anchor of its own", () => {
  fc.assert(
    fc.property(lesson, (text) => {
      const anchors = readLesson(text).parts.map(({ anchor }) => anchor);
      expect(new Set(anchors).size).toBe(anchors.length);
    }),
  );
});

it("keeps every line of a text in one of its parts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("alpha", "beta", "## Exercise", "### Hint 1"), { maxLength: 20 }),
      (all) => {
        const { parts } = readLesson(`${all.join("\n")}\n`);
        const said = parts.map((part) =>
          part.kind === "exercise"
            ? [part.markdown, ...part.hints, part.solution ?? ""].join(" ")
            : part.markdown,
        );
        const isHidden = (line: string): boolean => line.startsWith("#");
        expect(wordsOf(said.join("\n"))).toBeGreaterThanOrEqual(
          all.filter((line) => !isHidden(line)).length,
        );
      },
    ),
  );
});

it.each([
  ["spaces in a heading", `## ${" ".repeat(200_000)}x${" ".repeat(200_000)}`],
  ["hashes in a heading", `## ${"# ".repeat(100_000)}`],
  ["stars", "**".repeat(200_000)],
  ["fences", "```\n".repeat(50_000)],
  ["equal headings", "## A\n".repeat(20_000)],
  ["hints", "## Exercise\n" + "### Hint 1\nx\n".repeat(20_000)],
  ["marks before a name", `## ${"*-.".repeat(50_000)} Exercise`],
])("reads a long text of %s in a moment", (_, text) => {
  const started = performance.now();
  readLesson(`${text}\n`);
  expect(performance.now() - started).toBeLessThan(1_500);
});

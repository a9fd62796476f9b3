import { describe, expect, it } from "vitest";
import { minutesOf, readLesson, wordsOf, type LessonPart } from "./lesson-read.ts";

/** A part in short: what it is, its text, and of an exercise what is hidden. */
const sketch = (part: LessonPart): string =>
  part.kind === "exercise"
    ? `${part.kind} ${part.anchor}: ${part.markdown} | ${part.hints.join(" / ")} | ${String(part.solution)}`
    : `${part.kind} ${part.anchor}: ${part.markdown}`;

const parts = (text: string): string[] => readLesson(text).parts.map(sketch);

const english = `# Reading a file

A shop keeps its sales in a file.

## What a file is
Lines of text.

### Lines
Each ends somewhere.

## Worked example: three sales
Open it.

## Fill in the steps
\`\`\`python
open(___)
\`\`\`

## Common mistake
Forgetting to close it.

## In short
- Files have lines.

## Exercise
Count the lines.

### Hint 1
Open it.
### Hint 2
Loop.
### Hint 3
Add one.
### Solution
**Fill in the steps:** \`"sales.csv"\`

\`\`\`python
# Exercise
print(3)
\`\`\`
`;

const solution = '**Fill in the steps:** `"sales.csv"`\n\n```python\n# Exercise\nprint(3)\n```';

describe("readLesson", () => {
  it("reads every part of a lesson in the shape that is asked for", () => {
    expect(readLesson(english).title).toBe("Reading a file");
    expect(parts(english)).toEqual([
      "opening opening: A shop keeps its sales in a file.",
      "text what-a-file-is: Lines of text.\n\n### Lines\nEach ends somewhere.",
      "example worked-example-three-sales: Open it.",
      "gaps fill-in-the-steps: ```python\nopen(___)\n```",
      "mistake common-mistake: Forgetting to close it.",
      "summary in-short: - Files have lines.",
      `exercise exercise: Count the lines. | Open it. / Loop. / Add one. | ${solution}`,
    ]);
  });

  it("knows the Russian names", () => {
    const text =
      "# Урок\n\n## Разобранный пример: чек\nа\n\n## Допишите шаги\nб\n\n## Частая ошибка\nв\n\n## Коротко\nг\n\n## Упражнение\nд\n### Подсказка 1\nе\n### Решение\nё\n";
    expect(parts(text)).toEqual([
      "example разобранный-пример-чек: а",
      "gaps допишите-шаги: б",
      "mistake частая-ошибка: в",
      "summary коротко: г",
      "exercise упражнение: д | е | ё",
    ]);
  });

  it("reads the same from Windows' line ends", () => {
    expect(readLesson(english.replaceAll("\n", "\r\n"))).toEqual(readLesson(english));
  });

  it.each([
    [
      "bold lines",
      "**Exercise**\n\nDo it.\n\n**Hint 1:**\nA\n\n**Hint 2**\nB\n\n**Solution:**\nC\n",
    ],
    [
      "bold beginnings",
      "## Exercise\nDo it.\n\n**Hint 1:** A\n\n**Hint 2.** B\n\n**Solution:** C\n",
    ],
    [
      "list items",
      "## Exercise\nDo it.\n\n- **Hint 1:** A\n- **Hint 2:** B\n\n**Solution**\n\nC\n",
    ],
    ["a list", "## Exercise\nDo it.\n### Hints\n1. A\n2. B\n### Solution\nC\n"],
    ["deeper levels", "### Exercise\nDo it.\n#### Hint 1\nA\n#### Hint 2\nB\n#### Solution\nC\n"],
    ["one level", "## Exercise\nDo it.\n## Hint 1\nA\n## Hint 2\nB\n## Solution\nC\n"],
    [
      "an emoji and a number",
      "## 6. 🧩 Exercise\nDo it.\n### 💡 Hint 1\nA\n### 💡 Hint 2\nB\n### ✅ Solution\nC\n",
    ],
    ["plain lines", "## Exercise\nDo it.\n\nHint 1: A\n\nHint 2: B\n\n### Solution\nC\n"],
    [
      "HTML",
      "## Exercise\nDo it.\n\n<details>\n<summary>Hint 1</summary>\n\nA\n\n</details>\n<details><summary>Hint 2</summary>\nB\n</details>\n\n<details>\n<summary>Solution</summary>\n\nC\n</details>\n",
    ],
  ])("finds hints and solution that are %s", (_, text) => {
    const found = parts(`# T\n\n${text}`);
    expect(found.map((one) => one.replace(/^exercise [^:]+/, "exercise"))).toEqual([
      "exercise: Do it. | A / B | C",
    ]);
  });

  it("keeps several exercises apart, each with its own hints", () => {
    const text =
      "# T\n## Exercises\n### Exercise 1\na\n#### Hint 1\nb\n#### Solution\nc\n### Exercise 2\nd\n#### Solution\ne\n## In short\nf\n";
    expect(parts(text)).toEqual([
      "exercise exercise-1: a | b | c",
      "exercise exercise-2: d |  | e",
      "summary in-short: f",
    ]);
  });

  it("leaves what a solution says below headings of its own in the solution", () => {
    const text = "# T\n## Exercise\na\n### Solution\n#### Fill in the steps\nb\n#### Exercise\nc\n";
    expect(parts(text)).toEqual([
      "exercise exercise: a |  | #### Fill in the steps\nb\n#### Exercise\nc",
    ]);
  });

  it("hides a solution that comes after other sections", () => {
    const text = "# T\n## Exercise\na\n## In short\nb\n## Solution\nc\n";
    expect(parts(text)).toEqual([
      "exercise exercise: a |  | null",
      "summary in-short: b",
      "exercise solution:  |  | c",
    ]);
  });

  it("takes no line to write an answer on for the answer", () => {
    expect(parts("# T\n## Exercise\na\n\n**Answer:** ____\n")).toEqual([
      "exercise exercise: a\n\n**Answer:** ____ |  | null",
    ]);
  });

  it("takes no heading for a part's name that only begins like one", () => {
    const text =
      "# T\n## Exercise and health\na\n## Answering questions\nb\n## Solutions of salt\nc\n";
    expect(readLesson(text).parts.map(({ kind }) => kind)).toEqual(["text", "text", "text"]);
  });

  it("gives a repeated heading a number, and no two parts one anchor", () => {
    const text = "# T\n## A\n## A 2\n## A\n## ???\n## Opening\n";
    expect(readLesson(`# T\n\nx\n${text.slice(4)}`).parts.map(({ anchor }) => anchor)).toEqual([
      "opening",
      "a",
      "a-2",
      "a-3",
      "section",
      "opening-2",
    ]);
  });

  it("finds a title of another level, in bold, or after a word of greeting", () => {
    expect(readLesson("## T\n\nx\n\n### A\ny\n").title).toBe("T");
    expect(parts("## T\n\nx\n\n### A\ny\n")).toEqual(["opening opening: x", "text a: y"]);
    expect(readLesson("**T**\n\nx\n").title).toBe("T");
    expect(readLesson("Here it is:\n\n# T\n\nx\n").title).toBe("T");
    expect(readLesson("x\n").title).toBeNull();
    expect(readLesson("").parts).toEqual([]);
  });

  it("reads a lesson that a model put into a fence", () => {
    const text = `\`\`\`markdown\n${english}\`\`\`\n`;
    expect(readLesson(text)).toEqual(readLesson(english));
  });

  it("reads sections in bold where there are no others", () => {
    expect(
      parts("**T**\n\nx\n\n**First**\n\ny **z**\n\n**Careful!**\n\n**In short**\nw\n"),
    ).toEqual(["opening opening: x", "text first: y **z**\n\n**Careful!**", "summary in-short: w"]);
  });

  it("keeps a heading's marks beside its plain title", () => {
    const [part] = readLesson("# T\n## **The `merge` function**\nx\n").parts;
    expect(part).toMatchObject({ title: "The merge function", heading: "The `merge` function" });
  });

  it("waits for the end of a line before it is a heading", () => {
    expect(parts("# T\n\nx\n## Exer")).toEqual(["opening opening: x\n## Exer"]);
  });
});

describe("words and minutes", () => {
  it("counts words and code, and no marks", () => {
    expect(
      wordsOf("## A b\n\n- c **d** — e\n\n```python\nf = 1\n```\n| g | h |\n|---|---|\n"),
    ).toBe(9);
    expect(wordsOf("")).toBe(0);
  });

  it("gives Russian more time than English", () => {
    expect(minutesOf(800, "en")).toBe(4);
    expect(minutesOf(800, "ru")).toBe(5);
    expect(minutesOf(3, "en")).toBe(1);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Continuation } from "./join.ts";

/** What an answer says after its rest came in pieces of so many characters. Fails where it ever shrinks or changes. */
function joined(text: string, rest: string, size = 3): string {
  const answer = new Continuation(text);
  let before = text;
  for (let length = size; length < rest.length; length += size) {
    const now = answer.with(rest.slice(0, length), false);
    expect(now.startsWith(before)).toBe(true);
    before = now;
  }
  const whole = answer.with(rest, true);
  expect(whole.startsWith(before)).toBe(true);
  return whole;
}

const table = "| Week | Topic |\n|---|---|\n| 1 | Lists |\n| 2 | Loops |";
const code = "Look:\n\n```python\nfor x in range(3):\n    print(x)\n";

describe("the rest of an answer", () => {
  it.each([
    ["goes on in the middle of a word", "You will lea", "rn Python.", "You will learn Python."],
    ["keeps its space", "one two", " three", "one two three"],
    ["has no second space", "one two ", " three", "one two three"],
    ["needs no space where there is one", "one two ", "three", "one two three"],
    ["keeps a paragraph", "One.", "\n\nTwo.", "One.\n\nTwo."],
    ["keeps a paragraph whose breaks are shared", "One.\n", "\nTwo.", "One.\n\nTwo."],
    ["doubles no paragraph", "One.\n\n", "\n\nTwo.", "One.\n\nTwo."],
    [
      "gets the space after a sentence back",
      "That is all.",
      "Now go on.",
      "That is all. Now go on.",
    ],
    [
      "drops words it repeats",
      "We begin with the basics",
      "the basics of Go.",
      "We begin with the basics of Go.",
    ],
    ["drops a word that it begins again", "hello wor", "world, hi there", "hello world, hi there"],
    [
      "drops lines it repeats",
      "# Plan\n\n- one\n- two\n- th",
      "- one\n- two\n- three",
      "# Plan\n\n- one\n- two\n- three",
    ],
    [
      "drops all of it",
      "# Plan\n\nfirst, sec",
      "# Plan\n\nfirst, second",
      "# Plan\n\nfirst, second",
    ],
    [
      "drops a repetition behind dots",
      "We begin with the basics",
      "…the basics of Go.",
      "We begin with the basics of Go.",
    ],
    ["keeps what only looks like a repetition", "of the co", "ncert hall", "of the concert hall"],
    [
      "is Russian",
      "Начнём с осн",
      "ов и перейдём к практике",
      "Начнём с основ и перейдём к практике",
    ],
    [
      "starts a heading on its own line",
      "the last line",
      "## Module 2\nNext",
      "the last line\n\n## Module 2\nNext",
    ],
    [
      "starts a list item on its own line",
      "- one\n- two",
      "- three\n- four",
      "- one\n- two\n- three\n- four",
    ],
    [
      "goes on in a row of a table",
      table.slice(0, -6),
      "oops |\n| 3 | Ends |",
      `${table.slice(0, -6)}oops |\n| 3 | Ends |`,
    ],
    [
      "starts a row of a table on its own line",
      table,
      "| 3 | Sets |\n",
      `${table}\n| 3 | Sets |\n`,
    ],
    [
      "has no second head of a table",
      table,
      "| Week | Topic |\n|---|---|\n| 3 | Sets |",
      `${table}\n| 3 | Sets |`,
    ],
    [
      "goes on in a code block",
      code,
      "    print(y)\n```\nDone.",
      `${code}    print(y)\n\`\`\`\nDone.`,
    ],
    ["keeps an indentation", "```\nif x:\n   ", " y()\n```", "```\nif x:\n    y()\n```"],
    ["doubles no indentation", "```\nif x:\n    ", "    y()\n```", "```\nif x:\n    y()\n```"],
    [
      "opens no second code block",
      code,
      "```python\n    print(y)\n```",
      `${code}    print(y)\n\`\`\``,
    ],
    [
      "repeats no line of code",
      code,
      "```python\n    print(x)\n    print(y)\n```",
      `${code}    print(y)\n\`\`\``,
    ],
    [
      "closes a code block on its own line",
      code.trimEnd(),
      "```\n\nDone.",
      `${code}\`\`\`\n\nDone.`,
    ],
    ["is short", "a", "b", "ab"],
    ["is nothing", "a b", "", "a b"],
  ])("%s", (_, text, rest, whole) => {
    expect(joined(text, rest)).toBe(whole);
    expect(joined(text, rest, 1)).toBe(whole);
    expect(joined(text, rest, 1_000)).toBe(whole);
  });

  it("makes a text whole again wherever it was cut", () => {
    const text = `# Plan\n\nBegin here: it takes 101 hours.\n\n${table}\n\n1. One\n2. Two\n\n${code}\`\`\`\n\nThen *go* on. Начнём с основ.`;
    for (let at = 1; at < text.length; at += 1) {
      // Of spaces and breaks in a row nobody can tell which were there.
      if (/^\s\s$/.test(text.slice(at - 1, at + 1))) continue;
      expect(joined(text.slice(0, at), text.slice(at)), text.slice(0, at)).toBe(text);
    }
  });

  it("makes the whole of any text that was cut at a word, with as much of it repeated as one likes", () => {
    const word = fc.string({
      minLength: 4,
      maxLength: 9,
      unit: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    });
    const words = fc.uniqueArray(word, { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (all, at, back) => {
        const end = 3 + (at % (all.length - 4));
        const from = Math.max(0, end - (back % 4));
        const rest = all.slice(from).join(" ");
        const whole = all.join(" ");
        const text = whole.slice(0, all.slice(0, end).join(" ").length);
        expect(joined(text, from === end ? ` ${rest}` : rest)).toBe(whole);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import type { Block } from "./model.ts";
import { parse } from "./parse.ts";
import { settle } from "./settle.ts";

const text = [
  "## Plan\n\nIntro with **bold words** and `code`.\nSecond line.\n\n",
  "1. First\n   - [ ] task\n   - item with *emphasis*\n2. Second\n\n",
  "| Week | Topic |\n|------|:-----:|\n| 1 | **Intro** |\n| 2 | Data |\n\n",
  "```python\nprint('x')\n```\n\n---\n\nSee [the docs](https://example.com/a) for ~~less~~ more.\n",
].join("");

const types = (shown: string): string[] => parse(settle(shown)).map((block: Block) => block.type);

describe("a text that grows letter by letter", () => {
  const states = Array.from({ length: text.length }, (_, at) => types(text.slice(0, at + 1)));

  it("never turns one kind of block into another", () => {
    for (const [at, now] of states.entries()) {
      const before = states[at - 1] ?? [];
      expect(now.slice(0, before.length)).toEqual(before);
    }
  });

  it("never shows a mark that will mean something", () => {
    for (let at = 1; at <= text.length; at += 1) {
      const shown = settle(text.slice(0, at));
      const words = JSON.stringify(parse(shown));
      expect(words).not.toMatch(/\*\*|~~|"text":"[^"]*`/);
    }
  });

  it("ends as what it is", () => {
    expect(parse(settle(text))).toEqual(parse(text));
  });
});

describe("settle", () => {
  it.each([
    ["a\n-", "a"],
    ["a\n- ", "a"],
    ["a\n12.", "a"],
    ["a\n#", "a"],
    ["a\n| b | c |", "a"],
    ["a\n| b | c |\n|--", "a"],
    ["**bo", "**bo**"],
    ["a **bold**", "a **bold**"],
    ["a `co", "a `co`"],
    ["a [label](https://exa", "a label"],
    ["```js\nlet a\n``", "```js\nlet a"],
    ["plain", "plain"],
  ])("shows %j as %j", (written, shown) => {
    expect(settle(written)).toBe(shown);
  });

  it("leaves the inside of code as it is", () => {
    const code = "```\n**x\n| a";
    expect(settle(code)).toBe(code);
  });
});

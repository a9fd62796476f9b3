import { readFileSync } from "node:fs";
import { createLowlight } from "lowlight";
import { describe, expect, it } from "vitest";
import { languageOfFence, loadLanguage } from "./code-languages.ts";
import { parse } from "./parse.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** Colours by name, each for light and dark. */
const coloursOf = (css: string): Map<string, readonly string[]> =>
  new Map(
    [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
      ([, name = "", light = "", dark = ""]) => [name, [light, dark]],
    ),
  );

/** How bright a colour is, as WCAG defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.039_28 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("the colours of code", () => {
  const tokens = coloursOf(read("../styles/tokens.css"));
  // In a text, and in a card.
  const surfaces = ["surface-sunken", "surface"].map((name) => tokens.get(name) ?? []);
  const colours = [...coloursOf(read("./code-colours.css"))];

  it.each(colours)("%s can be read in light and dark", (_, pair) => {
    for (const surface of surfaces) {
      expect(surface).toHaveLength(2);
      for (const [at, colour] of pair.entries()) {
        expect(contrast(colour, surface[at] ?? "")).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

describe("languageOfFence", () => {
  it.each([
    ["python", "python"],
    ["Py", "python"],
    ["c++", "cpp"],
    ["html", "xml"],
    ["{.sql}", "sql"],
    ["js,linenos", "javascript"],
    ["python-gaps", "python"],
    ["text", null],
    ["output", null],
    ["mermaid", null],
    ["constructor", null],
    ["", null],
  ])("takes %s for %s", (fence, language) => {
    expect(languageOfFence(fence)).toBe(language);
  });

  it("colours a style inside of a page", async () => {
    const library = createLowlight(await loadLanguage("xml"));
    const found = JSON.stringify(library.highlight("xml", "<style>a { color: red }</style>"));
    expect(found).toContain("hljs-attribute");
  });
});

describe("a block of code", () => {
  it("is closed when its last fence is there", () => {
    expect(parse("```js\na")).toMatchObject([{ type: "code", isClosed: false }]);
    expect(parse("```js\na\n```")).toMatchObject([{ type: "code", isClosed: true }]);
  });
});

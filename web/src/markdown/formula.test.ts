import { describe, expect, it } from "vitest";
import { ourSketch } from "./sketch.ts";
import { settle } from "./settle.ts";

describe("a formula", () => {
  it.each([
    ["$x$", "formula(x)"],
    ["$x$, $y$.", 'formula(x) ", " formula(y) "."'],
    ["the $n$th and $n$-th", '"the " formula(n) "th and " formula(n) "-th"'],
    ["**$x$** is", 'strong(formula(x)) " is"'],
    ["$100$", "formula(100)"],
    ["$x > 5 \\text{ if it is}$", "formula(x > 5 \\text{ if it is})"],
    ["$$x$$ here", 'display(x) " here"'],
    ["\\(a\\\\b\\)", "formula(a\\\\b)"],
    ["\\[x\\]", "display(x)"],
    ["`\\(x\\)` is code", 'code(\\(x\\)) " is code"'],
    [
      "[\\[1\\]](https://example.com/) and \\(x\\)",
      'link https://example.com/("[1]") " and " formula(x)',
    ],
    ["$\\$5$", "formula(\\$5)"],
  ])("is found in %s", (text, sketch) => {
    expect(ourSketch(text)).toEqual([`p(${sketch})`]);
  });

  it.each([
    "$5 and $10",
    "$5, or 5$ a month",
    "from $5 to 10$",
    "$5-$10",
    "($5), ($6)",
    "$5",
    "US$5 and US$6",
    "$HOME/$USER and $PATH",
    "$$ is cheap, $$$ is dear",
    "5$ and 6$",
    "100 $ or 200 $",
    "$ x $",
    "\\( and \\[",
    "\\(\\)",
  ])("is not seen in %s", (text) => {
    expect(ourSketch(text)).toEqual([`p(${JSON.stringify(text)})`]);
  });

  it("keeps its lines from being items, rules and headings", () => {
    const tex = "\n\\begin{cases}\n- x\n# y\n| z |\n---\n1. a\n\\end{cases}\n";
    expect(ourSketch(`- so:\n  $$${tex.replaceAll("\n", "\n  ")}$$\n- next`)).toEqual([
      `ul(p("so:"), p(display(${tex})); p("next"))`,
    ]);
    expect(ourSketch(`It is $$${tex}$$ then`)).toEqual([`p("It is " display(${tex}) " then")`]);
  });

  it("does not reach over a blank line", () => {
    expect(ourSketch("$$ a\n\nb $$")).toEqual(['p("$$ a")', 'p("b $$")']);
  });
});

describe("a text with formulas that grows letter by letter", () => {
  const text = [
    "Let $f*g*h$ be **good $x$ and** [0, 1) and \\([0, 1) * y_1 * z_2\\) with $[0, 1)$ text\n",
    "- item \\(a_1 + `b`\\) and\n- other\n\n$$\n\\begin{aligned}\n- a &= **b**\\\\\n| c |\n\\end{aligned}\n$$\n\nEnd.",
  ].join("");
  /** What a reader sees before anything is typeset. */
  const seen = (shown: string): string =>
    JSON.stringify(ourSketch(shown))
      .replaceAll(/(?:formula|display)\(/g, "(")
      .replaceAll(/[^\p{L}\d]/gu, "");

  it("shows every formula as text until it is complete, and takes nothing back", () => {
    let before = "";
    for (let at = 1; at <= text.length; at += 1) {
      const sketch = ourSketch(settle(text.slice(0, at))).join("\n");
      const now = seen(settle(text.slice(0, at))).replaceAll(/pstrong|strong|ulp|code|br/g, "");
      expect(sketch).not.toMatch(/em\(/);
      expect(now.length, `after ${text.slice(0, at)}`).toBeGreaterThanOrEqual(before.length - 1);
      before = now;
    }
  });

  it("ends as what it is", () => {
    expect(ourSketch(settle(text))).toEqual(ourSketch(text));
  });
});

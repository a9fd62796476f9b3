import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Inline } from "./model.ts";
import { parse, reuse } from "./parse.ts";

const words = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === "text" || node.type === "code") return node.text;
      return node.type === "break" ? "\n" : words(node.children);
    })
    .join("");

/** A sketch of the structure, to compare with marked's. */
function sketch(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `p(${words(block.children)})`;
    case "heading":
      return `h${String(block.level)}(${words(block.children)})`;
    case "code":
      return `code:${block.language}(${block.text})`;
    case "quote":
      return `quote(${block.blocks.map(sketch).join(",")})`;
    case "list": {
      const items = block.items.map((item) => {
        const box = item.done === null ? "" : item.done ? "x" : "o";
        return `${box}[${item.blocks.map(sketch).join(",")}]`;
      });
      return `${block.ordered ? `ol${String(block.start)}` : "ul"}(${items.join("")})`;
    }
    case "table":
      return `table(${[block.head, ...block.rows].map((row) => row.map(words).join("|")).join("/")})`;
    default:
      return "hr";
  }
}

/** Texts and their structure, the same as marked 18.2.1 finds with `gfm` and `breaks`. */
const samples: readonly (readonly [string, readonly string[]])[] = [
  [
    "# Title\n\nHello **bold**, *em*, ***both***, ~~del~~ and `code`.",
    ["h1(Title)", "p(Hello bold, em, both, del and code.)"],
  ],
  ["- a\n- b\n  - c\n  - d\n- e", ["ul([p(a)][p(b),ul([p(c)][p(d)])][p(e)])"]],
  [
    "1. one\n   - x\n   - y\n2. two\n3. three\n\ntext",
    ["ol1([p(one),ul([p(x)][p(y)])][p(two)][p(three)])", "p(text)"],
  ],
  [
    "1. **Module** — 5 h\n2. **Other** — 3 h\n\nClosing.",
    ["ol1([p(Module — 5 h)][p(Other — 3 h)])", "p(Closing.)"],
  ],
  ["- [ ] todo\n- [x] done\n- plain", ["ul(o[p(todo)]x[p(done)][p(plain)])"]],
  [
    "| a | b |\n|---|:-:|\n| 1 | 2 |\n| `x\\|y` | **z** |\n\nafter",
    ["table(a|b/1|2/x|y|z)", "p(after)"],
  ],
  ["```js\nconst a = 1;\n```\n\ntext", ["code:js(const a = 1;)", "p(text)"]],
  ["```\nunclosed\nmore", ["code:(unclosed\nmore)"]],
  ["> quote\n> **more**\nlazy\n\nafter", ["quote(p(quote\nmore\nlazy))", "p(after)"]],
  ["text\n\n---\n\ntext", ["p(text)", "hr", "p(text)"]],
  [
    "a * b * c, 2*3*4, snake_case_word, __strong__ _em_",
    ["p(a * b * c, 234, snake_case_word, strong em)"],
  ],
  [
    "line one\nline two  \nline three\\\nline four",
    ["p(line one\nline two\nline three\nline four)"],
  ],
  ["1) a\n2) b\n\n* x\n* y", ["ol1([p(a)][p(b)])", "ul([p(x)][p(y)])"]],
  [
    "- item\n\n  para in item\n\n  ```py\n  x = 1\n  ```\n- next",
    ["ul([p(item),p(para in item),code:py(x = 1)][p(next)])"],
  ],
  ["### Heading ###\n#notheading", ["h3(Heading)", "p(#notheading)"]],
  ["**bold with `code` inside** and *a **nested** b*", ["p(bold with code inside and a nested b)"]],
  ["    indented code\n    more\n\ntext", ["code:(indented code\nmore)", "p(text)"]],
  ["- a\n\n- b\n\n- c", ["ul([p(a)][p(b)][p(c)])"]],
  ["text\n- list after text\n- more", ["p(text)", "ul([p(list after text)][p(more)])"]],
  ["> - a\n> - b\n>\n> text", ["quote(ul([p(a)][p(b)]),p(text))"]],
  [
    "**Модуль 1. Основы** (4 ч)\n- цели: *понять*, `код`\n- практика\n\n**Модуль 2**",
    ["p(Модуль 1. Основы (4 ч))", "ul([p(цели: понять, код)][p(практика)])", "p(Модуль 2)"],
  ],
  ["10. ten\n11. eleven\n    - nested", ["ol10([p(ten)][p(eleven),ul([p(nested)])])"]],
  ["a ``code with ` tick`` b", ["p(a code with ` tick b)"]],
  ["~~~\ntilde\n~~~", ["code:(tilde)"]],
  ["| a |\n|---|\n| 1 |", ["table(a/1)"]],
  ["**a*b**c*  foo*bar*baz foo_bar_baz **foo**bar", ["p(a*bc*  foobarbaz foo_bar_baz foobar)"]],
  ["1. a\n\n   text under a\n\n2. b", ["ol1([p(a),p(text under a)][p(b)])"]],
  ["* a\n+ b\n- c", ["ul([p(a)])", "ul([p(b)])", "ul([p(c)])"]],
  ["**bold**: text; *em*; (**x**), «**y**»", ["p(bold: text; em; (x), «y»)"]],
];

describe("parse", () => {
  it.each(samples)("sees the structure of %j", (text, structure) => {
    expect(parse(text).map(sketch)).toEqual(structure);
  });

  it("nests a list that is indented by two under a number", () => {
    expect(parse("1. a\n  - b\n2. c").map(sketch)).toEqual(["ol1([p(a),ul([p(b)])][p(c)])"]);
  });

  it("never makes a heading of text because of the dashes under it", () => {
    expect(parse("text\n---").map(sketch)).toEqual(["p(text)", "hr"]);
  });

  it("places headings in an outline without gaps", () => {
    const depths = parse("### a\n\n# b\n\n#### c\n\n## d").map((one) =>
      one.type === "heading" ? one.depth : 0,
    );
    expect(depths).toEqual([1, 1, 2, 2]);
  });

  it("shows raw HTML as the text it is", () => {
    const [block] = parse('<img src=x onerror="alert(1)"> <b>x</b> &lt;i&gt;');
    expect(block).toEqual({
      type: "paragraph",
      children: [{ type: "text", text: '<img src=x onerror="alert(1)"> <b>x</b> <i>' }],
    });
  });

  it("ends for any text, and keeps every letter of plain prose", () => {
    const marks = fc.constantFrom(..."*_~`[]()<>#-+>|!\\&: \n\t1.ab".split(""));
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 80 }), (chars) => {
        const shown = parse(chars.join("")).map(sketch).join("");
        const letters = (text: string) => text.replace(/[^ab]/g, "").length;
        expect(letters(shown)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-я ,.]{0,60}$/), (text) => {
        expect(parse(text).map(sketch).join("")).toBe(
          text.trim() === ""
            ? ""
            : sketch({ type: "paragraph", children: [{ type: "text", text: text.trim() }] }),
        );
      }),
    );
  });

  it.each(["*a ", "~~a", "[", "[a](", "`a``b", "> ", "- ", "  - a\n", "![", "|a\n", "<", "a*_"])(
    "is not slow over a hundred thousand characters of %j",
    (unit) => {
      const started = performance.now();
      parse(unit.repeat(100_000 / unit.length));
      expect(performance.now() - started).toBeLessThan(3_000);
    },
  );
});

describe("reuse", () => {
  it("keeps the very objects of what did not change", () => {
    const before = parse("# a\n\n- one\n- two");
    const after = reuse(before, parse("# a\n\n- one\n- two\n- three"));
    expect(after[0]).toBe(before[0]);
    const [, list] = after as [Block, Extract<Block, { type: "list" }>];
    const [, was] = before as [Block, Extract<Block, { type: "list" }>];
    expect(list.items.slice(0, 2)).toEqual(was.items);
    expect(list.items[0]).toBe(was.items[0]);
    expect(reuse(before, parse("# a\n\n- one\n- two"))).toBe(before);
  });
});

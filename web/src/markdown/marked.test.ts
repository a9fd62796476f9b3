// The page's parser against marked, which is four times its size: what learners and models write means the same to both.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markedSketch, ourSketch } from "./sketch.ts";

const samples = [
  "# Title\n\nHello **bold**, *em*, ***both***, ~~del~~ and `code`.",
  "- a\n- b\n  - c\n  - d\n- e",
  "1. one\n   - x\n   - y\n2. two\n3. three\n\ntext",
  "1. **Module** — 5 h\n2. **Other** — 3 h\n\nClosing.",
  "- [ ] todo\n- [x] done\n- plain",
  "| a | b |\n|---|:-:|\n| 1 | 2 |\n| `x\\|y` | **z** |\n\nafter",
  "```js\nconst a = 1;\n```\n\ntext",
  "```\nunclosed\nmore",
  "> quote\n> **more**\nlazy\n\nafter",
  "text\n\n---\n\ntext",
  "a * b * c, snake_case_word, __two words__ _em_",
  "line one\nline two  \nline three\\\nline four",
  "1) a\n2) b\n\n* x\n* y",
  "- item\n\n  para in item\n\n  ```py\n  x = 1\n  ```\n- next",
  "### Heading ###\n#notheading",
  "**bold with `code` inside** and *a **nested** b*",
  "- a\n\n- b\n\n- c",
  "text\n- list after text\n- more",
  "> - a\n> - b\n>\n> text",
  "**Модуль 1. Основы** (4 ч)\n- цели: *понять*, `код`\n- практика\n\n**Модуль 2**",
  "10. ten\n11. eleven\n    - nested",
  "a ``code with ` tick`` b",
  "~~~\ntilde\n~~~",
  "| a |\n|---|\n| 1 |",
  "**a*b**c*  foo_bar_baz **foo**bar",
  "f(*args, **kwargs) and x*(y+z)*w",
  "**слово**м, *a*, (*b*)",
  "~~a~~ and ~ 5",
  "C# and #tag\n#1 of 2",
  "\\*a\\* 1\\. \\_b\\_ \\# \\- \\$5",
  "- a\n+ b\n- 5\n- 7",
  "Options:\n- 5\n- 7",
  "$5 and $10, US$ 7, 5$, $HOME/$USER, $1,000.50-$2,000",
  "1. a\n\n   text under a\n\n2. b",
  "* a\n+ b\n- c",
  "**bold**: text; *em*; (**x**), «**y**»",
] as const;

/** Where the page's parser deliberately reads a text differently, and how. */
const differences: readonly (readonly [why: string, text: string, ours: readonly string[]])[] = [
  [
    "models indent a list under a number by two",
    "1. a\n  - b\n2. c",
    ['ol 1(p("a"), ul(p("b")); p("c"))'],
  ],
  [
    "dashes under a text are a rule: half-written text must not turn into a heading",
    "text\n---",
    ['p("text")', "hr"],
  ],
  ["HTML is shown as the text it is", "a <b>c</b>", ['p("a <b>c</b>")']],
  [
    "a block of HTML is text too",
    "<div>\n**a**\n</div>",
    ['p("<div>" br strong("a") br "</div>")'],
  ],
  ["a type's parameter is no element", "`a` or List<T>", ['p(code(a) " or List<T>")']],
  ["one tilde means about", "3~5 h, 20~30 h", ['p("3~5 h, 20~30 h")']],
  ["~x~ is no deletion", "~x~ ~~y~~", ['p("~x~ " del("y"))']],
  [
    "an asterisk between letters or digits multiplies",
    "2*3*4 foo*bar*baz",
    ['p("2*3*4 foo*bar*baz")'],
  ],
  [
    "a name of Python keeps its underscores",
    "__init__ __two words__",
    ['p("__init__ " strong("two words"))'],
  ],
  ["a year begins a sentence", "1984. A book", ['p("1984. A book")']],
  ["a plus before a number is its sign", "+ 5 = 7", ['p("+ 5 = 7")']],
  [
    "a term below a calculation has a sign",
    "x = 3\n- 2\n+ y",
    ['p("x = 3" br "- 2")', 'ul(p("y"))'],
  ],
  ["equals signs under a text make no heading", "text\n===", ['p("text" br "===")']],
  ["an indent is no code", "    Tyger Tyger\n      burning", ['p("Tyger Tyger" br "burning")']],
  ["an indented list is a list", "text\n\n    - a\n    - b", ['p("text")', 'ul(p("a"); p("b"))']],
  ["an indented paragraph of an item is none either", "- a\n\n      b", ['ul(p("a"), p("b"))']],
  ["more than is no quotation", ">5 h and\n>= 6", ['p(">5 h and" br ">= 6")']],
  ["a prompt of Python is no quotation", ">>> print(1)", ['p(">>> print(1)")']],
  [
    "a bare mail address is plain text",
    "write to me@example.com",
    ['p("write to me@example.com")'],
  ],
  ["two backslashes are two", "\\\\server", ['p("\\\\\\\\server")']],
  ["a half formula stays as it is", "a \\(b and \\[c", ['p("a \\\\(b and \\\\[c")']],
  [
    "what is in a formula is no Markdown",
    "$a*b*c$ and \\(x_1 _y_\\)",
    ['p(formula(a*b*c) " and " formula(x_1 _y_))'],
  ],
  [
    "a formula in lines",
    "so\n\\[\na\n- b\n= c\n\\]\nand",
    ['p("so")', 'p(display(\na\n- b\n= c\n) br "and")'],
  ],
  [
    "a stroke in a formula divides no cell",
    "| $|x|$ | b |\n|---|---|",
    ['table(formula(|x|) | "b")'],
  ],
  [
    "an image is a link: nothing is fetched from elsewhere",
    "![a](https://example.com/)",
    ['p(link https://example.com/("a"))'],
  ],
  ["an address that leads nowhere safe is plain text", "[a](javascript:b)", ['p("a")']],
  [
    "an address without a scheme is plain text",
    "see www.example.com",
    ['p("see www.example.com")'],
  ],
  ["entities are read here; marked leaves them to the browser", "a &lt; b", ['p("a < b")']],
  [
    "a definition of links is text",
    "[a]: https://example.com/",
    ['p("[a]: " link https://example.com/("https://example.com/"))'],
  ],
];

const word = fc.stringMatching(/^[a-zа-я]{1,8}$/);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));

const { line } = fc.letrec<{ line: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2 },
    phrase,
    phrase.map((text) => `\`${text}\``),
    fc.tuple(phrase, tie("part")).map(([text, part]) => `**${text} ${part} ${text}**`),
    fc.tuple(phrase, tie("part")).map(([text, part]) => `~~${text} ${part} ${text}~~`),
    phrase.map((text) => `*${text}*`),
    phrase.map((text) => `[${text}](https://example.com/)`),
  ),
  line: fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(", ")),
}));

/** Every line of a text after the first, or each of them, moved to the right. */
const indented = (text: string, first: string, others: string): string =>
  text
    .split("\n")
    .map((one, at) => (at === 0 ? first : one === "" ? "" : others) + one)
    .join("\n");

const table = fc
  .integer({ min: 1, max: 3 })
  .chain((columns) =>
    fc.array(fc.array(line, { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([head = [], ...rows]) =>
    [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
  );

const { document } = fc.letrec<{ block: string; document: string }>((tie) => {
  const item = fc.tuple(
    fc.constantFrom("", "[ ] ", "[x] "),
    line,
    fc.option(tie("block"), { nil: undefined }),
  );
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  const listOf = (mark: (at: number) => string) =>
    items.map((all) =>
      all
        .map(([box, text, more], at) =>
          indented(
            `${box}${text}${more === undefined ? "" : `\n\n${more}`}`,
            mark(at),
            " ".repeat(mark(at).length),
          ),
        )
        .join("\n"),
    );
  return {
    block: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
      fc
        .tuple(fc.integer({ min: 1, max: 6 }), line)
        .map(([level, text]) => `${"#".repeat(level)} ${text}`),
      fc
        .tuple(fc.constantFrom("", "js", "py"), fc.array(phrase, { maxLength: 3 }))
        .map(([language, lines]) => ["```" + language, ...lines, "```"].join("\n")),
      fc.constant("***"),
      table,
      listOf(() => "- "),
      listOf((at) => `${String(at + 1)}. `),
      tie("document").map((text) => indented(text, "> ", "> ").replaceAll("\n\n", "\n>\n")),
    ),
    document: fc
      .array(tie("block"), { minLength: 1, maxLength: 4 })
      .map((blocks) => blocks.join("\n\n")),
  };
});

describe("the page's parser", () => {
  it.each(samples)("reads %j as marked does", (text) => {
    expect(ourSketch(text)).toEqual(markedSketch(text));
  });

  it("reads every well-formed document as marked does", () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(ourSketch(text)).toEqual(markedSketch(text));
      }),
      { numRuns: 200 },
    );
  });

  it.each(differences)("differs from marked on purpose: %s", (_, text, ours) => {
    expect(ourSketch(text)).toEqual(ours);
    expect(markedSketch(text)).not.toEqual(ours);
  });
});

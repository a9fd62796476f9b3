// What holds for every plan: what is written is read back, no beginning of a plan passes for the plan, and no text is slow.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderPlan } from "./plan-render.ts";
import { cleaned } from "./plan-text.ts";
import { readPlan, type Plan, type PlanModule } from "./plan.ts";

/** Texts that look like parts of a plan, and signs that mean something in Markdown. */
const tricky = [
  "Ёлка — 5 ч",
  "Module 2. Loops — 3 h",
  "Модуль 3",
  "**bold** _x_ `code` | pipe",
  "C# & C++ (part 1): \"quotes\" 'n' all",
  "# heading",
  "1. item",
  "2) item (4 h)",
  "- dash",
  "– dash",
  "• dot",
  "snake_case__name_",
  "\\back\\slash\\*",
  "🧮 **Итого: 3 ч**",
  "Итого: 7 ч",
  "Итого 7 ч",
  "Total 9",
  "Всего：１２ч",
  "４ч",
  "⏱ 4 h",
  "Duration: 4 hours",
  "Часы: 5",
  "(3 h): Work",
  "Work (3 h)",
  "Python (20 часов)",
  "1,5 ч",
  "? h",
  "3–4 ч",
  "---",
  "***",
  "===",
  "> quote",
  "```js",
  "~~~",
  "~~gone~~",
  "<!-- hidden -->",
  "<br>",
  "&nbsp;&#52;&amp;",
  "| a | b |",
  "Topics:",
  "План курса: Python",
  "план курса «Python» готов",
  "Course plan: Rust",
  "«Ёлки»",
  '"quoted"',
  "Level: advanced",
  "[ ] task",
  "[link](https://example.org)",
  "1️⃣ One — 2 h",
  "👩‍🍳 cook",
  "‏עברית‏",
  "５",
  "$x^2$ and \\(y\\)",
  "…",
  ".",
  ":",
  "— ",
];

const signs = "# * _ ` | - — : . ( ) [ ] < > ~ \\ & ; 0 １ 4 ч h м".split(" ").concat(" ");

const tidy = (text: string): string =>
  cleaned(text)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength }),
      fc.string({ unit: "grapheme-ascii", maxLength }),
      fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }),
      fc.constantFrom(...tricky),
      fc.tuple(fc.constantFrom(...tricky), fc.constantFrom(...tricky)).map((two) => two.join(" ")),
    )
    .map((value) => tidy(tidy(value).slice(0, maxLength).toWellFormed()));

const module: fc.Arbitrary<PlanModule> = fc.record({
  title: text(120).filter(Boolean),
  hours: fc.integer({ min: 1, max: 500 }),
  summary: fc.option(text(120).filter(Boolean)),
  topics: fc.array(text(60).filter(Boolean), { maxLength: 4 }),
});

const sumOf = (modules: readonly PlanModule[]): number =>
  modules.reduce((sum, { hours }) => sum + (hours ?? 0), 0);

const level = fc.option(fc.constantFrom("beginner", "intermediate", "advanced"));

const completePlan: fc.Arbitrary<Plan> = fc
  .record({
    title: fc.option(text(80).filter(Boolean)),
    level,
    modules: fc.array(module, { minLength: 1, maxLength: 20 }),
  })
  .map((plan) => ({ ...plan, totalHours: sumOf(plan.modules), isComplete: true }));

const unknownHours = fc.oneof(
  fc.constant(null),
  fc.constantFrom(0, 1.5, 0.25, 501, 12.75),
  fc.integer({ min: 1, max: 500 }),
);

/** A plan with something missing: hours, the total, a sum that fits, or too many modules. */
const incompletePlan: fc.Arbitrary<Plan> = fc
  .record({
    title: fc.option(text(80).filter(Boolean)),
    level,
    totalHours: fc.option(fc.integer({ min: 10_001, max: 99_999 })),
    modules: fc.array(
      fc.tuple(module, unknownHours).map(([one, hours]) => ({ ...one, hours })),
      { minLength: 1, maxLength: 25 },
    ),
  })
  .map((plan) => ({ ...plan, isComplete: false }));

const locale = fc.constantFrom("ru", "en");
const runs = { numRuns: 300 };

describe("a plan that was written by renderPlan", { timeout: 60_000 }, () => {
  it("is read back as it was, whatever stands in its titles", () => {
    fc.assert(
      fc.property(completePlan, locale, (plan, locale) => {
        expect(readPlan(renderPlan(plan, locale))).toEqual(plan);
      }),
      runs,
    );
  });

  it("is read back as it was with gaps in it, and is not complete", () => {
    fc.assert(
      fc.property(incompletePlan, locale, (plan, locale) => {
        expect(readPlan(renderPlan(plan, locale))).toEqual(plan);
      }),
      runs,
    );
  });

  it("is read between other words as it was", () => {
    fc.assert(
      fc.property(completePlan, locale, (plan, locale) => {
        const said = `Hello!\r\n\r\n${renderPlan(plan, locale)}\n\n### Projects\n- A bot\n\nDo you like it?`;
        expect(readPlan(said)).toEqual(plan);
      }),
      runs,
    );
  });

  it("has no complete beginning but one with all its modules", () => {
    fc.assert(
      fc.property(completePlan, locale, fc.nat(), (plan, locale, at) => {
        const written = renderPlan(plan, locale);
        const beginning = readPlan(written.slice(0, at % (written.length + 1)));
        expect(beginning?.isComplete ? beginning : plan).toEqual(plan);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("any text", { timeout: 60_000 }, () => {
  it("is read without an error, and what is read can be stored", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        ...tricky,
        "\n",
        "\r",
        "\r\n",
        "\n### Модуль 1. ",
        "\n**Module 2. ",
        " — 4 ч\n",
        "&#0;",
        "&#56320;",
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const plan = readPlan(units.join(""));
        const texts = (plan?.modules ?? []).flatMap(({ title, summary, topics }) => [
          title,
          summary ?? "",
          ...topics,
        ]);
        const bad = [plan?.title ?? "", ...texts].filter(
          (one) => !one.isWellFormed() || one.includes("\0"),
        );
        expect(bad).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Texts made to cost time: one sign, one beginning or one line, over and over. */
const costly = [
  ..."#*_`|([~<>\\1— \n".split(""),
  ..."<!-- |1. |# 1 |# # |&#1; |(4 h |1 ч |Total: ( 5 h |модуль 1: |итого 4 ч = ( |😀 |‏".split("|"),
  ..."#\n|- \n|> \n|```\n|1. a (4 h)\n|**1. a** — 4 h\n|### Module 1. a — 4 h\n|Module 1: a (4 h)\n\n".split(
    "|",
  ),
  "| 1 | 2 |\n",
  "| # | Module | Hours |\n|---|---|---|\n| 1 | a | 4 |\n\n",
  "## Course plan: A\n**Total: 4 h**\n### Module 1. A — 4 h\n- topic\n**Total: 4 h**\n\n",
  `${"word ".repeat(800)}4 h\n`,
  `### Module 1. ${"long ".repeat(16)}(4 h) — 4 h\n`,
  `- Total: ${"4 h ".repeat(24)}\n`,
  `Duration: ${"(4 h) ".repeat(16)}\n`,
  `Level: ${"beginner to ".repeat(8)}\n`,
  `## План курса ${"«x» ".repeat(22)}\n`,
  `${"общее время длительность ".repeat(4)}\n`,
];

describe("a long text", { timeout: 60_000 }, () => {
  // A pattern whose time grew with the square of the length would need minutes for a megabyte: the test would not end.
  it.each(costly)("is read to its end, %j over and over", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const started = performance.now();

    const plan = readPlan(text);

    const ms = (performance.now() - started).toFixed(0);
    process.stdout.write(`1 MB of ${JSON.stringify(unit.slice(0, 40))}: ${ms} ms\n`);
    expect(plan?.isComplete ?? false).toBe(false);
  });
});

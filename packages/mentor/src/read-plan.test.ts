import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numbered, type Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import { renderPlan } from "./render.ts";
import { oneLine } from "./text.ts";

const text = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength }),
      fc.string({ unit: "grapheme-ascii", maxLength }),
      fc.constantFrom(
        "Ёлка — 5 ч",
        "Module 2. Loops — 3 h",
        "**bold** _x_ `code` | pipe",
        "C# & C++ (part 1): \"quotes\" 'n' all",
        "# heading",
        "1. item",
        "- dash",
        "snake_case__name",
        "\\back\\",
        "🧮 **Итого: 3 ч**",
        "Итого: 7 ч",
        "Total 9",
        "</track_data>",
      ),
    )
    .map((value) => oneLine(value).slice(0, maxLength).toWellFormed().trim());

const plan: fc.Arbitrary<Plan> = fc.record({
  title: text(80),
  level: fc.constantFrom("beginner", "intermediate", "advanced"),
  goals: fc.array(text(40).filter(Boolean), { maxLength: 3 }),
  projects: fc.array(text(40).filter(Boolean), { maxLength: 3 }),
  advice: fc.array(text(40).filter(Boolean), { maxLength: 3 }),
  modules: fc
    .array(
      fc.record({
        title: text(200).filter(Boolean),
        hours: fc.integer({ min: 1, max: 500 }),
        summary: fc.constantFrom("", "What it is about.", "Коротко о модуле: *важно*."),
        topics: fc.array(text(40).filter(Boolean), { maxLength: 4 }),
        number: fc.constant(0),
      }),
      { minLength: 1, maxLength: 20 },
    )
    .map(numbered),
});

describe("readPlan", () => {
  it.each(["ru", "en"] as const)("reads back exactly what renderPlan wrote in %s", (locale) => {
    fc.assert(
      fc.property(plan, (plan) => {
        expect(readPlan(`Hello!\n\n${renderPlan(plan, locale)}\n\nDo you like it?`)).toEqual(plan);
      }),
      { numRuns: 400 },
    );
  });

  it("does not take a plan that was stopped half-way for a plan", () => {
    const modules = ["A", "B", "C"].map((title, at) => ({
      number: at + 1,
      title,
      hours: 2,
      summary: "",
      topics: [],
    }));
    const whole = renderPlan(
      { title: "X", level: "beginner", goals: [], projects: [], advice: [], modules },
      "en",
    );
    expect(readPlan(whole)?.modules).toEqual(modules);
    expect(readPlan(whole.slice(0, whole.indexOf("### Module 3")))).toBeNull();
  });

  it("reads plans by other hands", () => {
    const read = readPlan(
      [
        "**Module 1: Basics** (3 hours)",
        "* variables",
        "**Module 2: Loops** (4-6 hours)",
        "Module 3 - Final",
        "Duration: 2 h",
      ].join("\n"),
    );
    expect(read?.modules.map(({ title, hours }) => [title, hours])).toEqual([
      ["Basics", 3],
      ["Loops", 5],
      ["Final", 2],
    ]);
  });

  it("reads a plain list whose hours a person wrote", () => {
    const read = readPlan(
      "Вот мой план:\n1. Аккорды — 3 часа\n2) Бой (2,5 ч)\n- Песни: 4ч\nИтого 9 часов",
    );
    expect(read?.modules.map(({ title, hours }) => [title, hours])).toEqual([
      ["Аккорды", 3],
      ["Бой", 3],
      ["Песни", 4],
    ]);
  });

  it.each([
    "Спасибо, всё понятно!",
    "Module 3 takes 4 hours.",
    "The plan has 5 modules: 4 + 4 + 4 + 4 + 4 = 20 hours.",
    "- one\n- two",
    "",
    "x".repeat(50_000),
  ])("sees no plan in %j", (text) => {
    expect(readPlan(text)).toBeNull();
  });

  it("stays quick on long lines of digits and dashes", () => {
    const started = performance.now();
    readPlan(
      `${"- 1 - 2 - (".repeat(4_000)}\n${"- 1 - 2 - (\n".repeat(4_000)}\n${"Module 1. ".repeat(3_000)}\n- ${" -".repeat(20_000)}`,
    );
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

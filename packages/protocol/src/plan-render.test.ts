import { describe, expect, it } from "vitest";
import { planShape } from "../../core/src/prompts/shape.ts";
import { renderPlan } from "./plan-render.ts";

const plan = {
  title: "Python",
  totalHours: 7,
  level: "beginner",
  modules: [
    { title: "Basics: part 1", hours: 4, summary: "What it is about.", topics: ["types", "loops"] },
    { title: "C#", hours: 3, summary: null, topics: [] },
  ],
} as const;

describe("a plan written by renderPlan", () => {
  it("has the shape that people read", () => {
    expect(renderPlan(plan, "en")).toBe(
      [
        "## Course plan: Python",
        "**Total: 7 h** · Level: beginner",
        "",
        "### Module 1. Basics: part 1 — 4 h",
        "What it is about.",
        "- types",
        "- loops",
        "",
        "### Module 2. C# — 3 h",
        "",
        "**Total: 7 h**",
      ].join("\n"),
    );
  });

  it.each(["ru", "en"] as const)(
    "has the headings and totals that the prompts prescribe in %s",
    (locale) => {
      const level = { ru: "начальный", en: "beginner" }[locale];
      const prescribed = planShape[locale]
        .split("\n")
        .filter((line) => /^(?:## |\*\*|### (?:Модуль|Module))/.test(line))
        .map((line) =>
          line
            .replace(/<(?:N|сумма[^>]*|sum[^>]*)>/, "7")
            .replace(/<[^>]*\|[^>]*>/, level)
            .replace(/<(?:название|title)>/, line.startsWith("## ") ? "Python" : "Basics: part 1")
            .replace(/<(?:часы|hours)>/, "4"),
        );
      expect(prescribed).toHaveLength(4);
      expect(renderPlan(plan, locale).split("\n")).toEqual(expect.arrayContaining(prescribed));
    },
  );

  it("escapes what Markdown or the reader would take for more than text", () => {
    const odd = {
      ...plan,
      modules: [{ title: "*args* | <T>", hours: 7, summary: "Total: 5 h", topics: ["# a"] }],
    };
    expect(renderPlan(odd, "en")).toContain("### Module 1. \\*args\\* \\| \\<T\\> — 7 h");
    expect(renderPlan(odd, "en")).toContain("\nTotal&#58;&#32;&#53;&#32;h\n- \\# a\n");
  });
});

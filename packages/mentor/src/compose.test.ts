import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { skillOf, type Brief } from "./brief.ts";
import { compose } from "./compose.ts";
import { totalOf } from "./plan.ts";

const brief = (over: Partial<Brief> = {}): Brief => ({
  locale: "en",
  title: "Chess",
  skill: "Chess",
  level: "beginner",
  hours: 20,
  expectations: "",
  description: "",
  existing: [],
  ...over,
});

describe("compose", () => {
  it("makes hours add up exactly, each module having at least one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom("beginner" as const, "intermediate" as const, "advanced" as const),
        (hours, level) => {
          const { modules } = compose(brief({ hours, level }));
          expect(totalOf(modules)).toBe(hours);
          expect(modules.every((one) => Number.isInteger(one.hours) && one.hours >= 1)).toBe(true);
          expect(modules.length).toBe(hours < 4 ? hours : Math.max(4, Math.min(6, modules.length)));
          expect(new Set(modules.map((one) => one.title)).size).toBe(modules.length);
        },
      ),
    );
  });

  it("takes twenty hours when none were named", () => {
    expect(totalOf(compose(brief({ hours: null })).modules)).toBe(20);
  });

  it.each([
    ["Python", "en", /tests|debugging/i],
    ["Игра на гитаре", "ru", /аккорд|слух/i],
    ["Испанский язык", "ru", /грамматика|лексика/i],
    ["Watercolour painting", "en", /colour|composition/i],
    ["Выпечка хлеба", "ru", /тесто|рецепт/i],
    ["Marketing", "en", /customer|market/i],
    ["Йога", "ru", /техник|гибкость/i],
    ["Linear algebra", "en", /laws|problem/i],
    ["Woodworking", "en", /tools|piece/i],
    ["SQL", "en", /filtering|joining/i],
  ] as const)("speaks of the subject: %s", (skill, locale, words) => {
    const plan = compose(brief({ title: skill, skill, locale }));
    expect(plan.modules.map((one) => one.title).join("\n")).toMatch(words);
    expect(plan.modules[0]?.title).toContain(skill);
  });

  it("climbs other rungs for other levels and weaves in what is expected", () => {
    const easy = compose(brief({ level: "beginner" }));
    const hard = compose(brief({ level: "advanced", expectations: "win the club cup" }));
    expect(easy.modules.map((one) => one.title)).not.toEqual(hard.modules.map((one) => one.title));
    expect(hard.projects.join()).toContain("win the club cup");
  });
});

describe("skillOf", () => {
  it.each([
    ["I want to learn Python", "Python"],
    ["Хочу научиться играть на гитаре", "играть на гитаре"],
    ["Хочу выучить Node.js. Быстро!", "Node.js"],
    ["  C++\n(17) ", "C++ (17)"],
  ])("reads %j as %j", (text, skill) => {
    expect(skillOf(text)).toBe(skill);
  });
});

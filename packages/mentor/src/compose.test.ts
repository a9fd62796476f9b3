import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose } from "./compose.ts";
import { totalOf } from "./plan.ts";
import type { Brief } from "./request.ts";

const brief = (over: Partial<Brief> = {}): Brief => ({
  locale: "en",
  subject: "Chess",
  about: "",
  known: "",
  level: "beginner",
  hours: 20,
  expectations: "",
  otherHours: null,
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
    ["Python", "en", /functions|dictionaries/i],
    ["Игра на гитаре", "ru", /аккорд|слух/i],
    ["Испанский язык", "ru", /грамматика|лексика/i],
    ["Watercolour painting", "en", /colour|composition/i],
    ["Выпечка хлеба", "ru", /тесто|рецепт/i],
    ["Marketing", "en", /customer|market/i],
    ["Йога", "ru", /техник|гибкость/i],
    ["Linear algebra", "en", /laws|problem/i],
    ["Woodworking", "en", /tools|piece/i],
    ["SQL", "en", /filtering|joining/i],
  ] as const)("speaks of the subject: %s", (subject, locale, words) => {
    const plan = compose(brief({ subject, locale }));
    expect(plan.modules.map((one) => one.title).join("\n")).toMatch(words);
    expect(plan.title).toBe(subject);
  });

  it("promises the last goal only when its modules lead there", () => {
    const goals = (hours: number) => compose(brief({ subject: "Music theory", hours })).goals;
    expect(goals(20).join()).not.toMatch(/harmonise/i);
    expect(goals(40).join()).toMatch(/harmonise/i);
  });

  it("climbs other rungs for other levels and weaves in what is expected", () => {
    const easy = compose(brief({ level: "beginner" }));
    const hard = compose(brief({ level: "advanced", expectations: "win the club cup" }));
    expect(easy.modules.map((one) => one.title)).not.toEqual(hard.modules.map((one) => one.title));
    expect(hard.projects.join()).toContain("win the club cup");
  });
});

import { describe, expect, it } from "vitest";
import { normaliseTitle } from "./module-title.ts";

describe("the form of a title by which modules are the same", () => {
  it.each([
    ["Module 3: Clay & Water!", "clay  water"],
    ["Модуль 2. Ёлка", "елка"],
    ["▶️ Clay", "Clay"],
    ["1️⃣ Clay", "1 Clay"],
    // Composed and not.
    ["Cafe\u0301", "Café"],
    ["\u0301Clay", "Clay"],
  ])("is that of %j and of %j", (one, other) => {
    expect(normaliseTitle(one)).toBe(normaliseTitle(other));
  });

  it.each([
    // "Day" and "poor": their vowels are marks.
    ["दिन", "दीन"],
    ["மலை", "மாலை"],
    ["กา", "กี"],
    // Vowel points of Hebrew and Arabic.
    ["סֵפֶר", "סָפַר"],
    ["عِلم", "عَلَم"],
    ["C", "C#"],
    ["Café", "Cafe"],
  ])("tells %j from %j", (one, other) => {
    expect(normaliseTitle(one)).not.toBe(normaliseTitle(other));
  });

  it("is in words as the title is", () => {
    expect(normaliseTitle("हिन्दी — भाषा")).toBe("हिन्दी भाषा");
  });
});

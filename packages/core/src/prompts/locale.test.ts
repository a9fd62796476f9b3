import { describe, expect, it } from "vitest";
import { detectLocale } from "./locale.ts";

describe("detectLocale", () => {
  it.each([
    ["Хочу выучить Python", "ru"],
    ["Добавь модуль про react hooks and redux toolkit", "ru"],
    ["ёлка", "ru"],
    ["Learn Python", "en"],
    ["watercolour painting", "en"],
    ["Teach me the word привет in Russian", "en"],
    ["I want C++", "en"],
    ["make it 40 hours", "en"],
  ] as const)("reads %j as %s", (text, expected) => {
    expect(detectLocale([text], expected === "ru" ? "en" : "ru")).toBe(expected);
  });

  it.each(["Python", "React", "Node.js", "C++", "SQL", "Excel 2021", "", "42", "👍", "学习", "ok"])(
    "leaves %j to the fallback",
    (text) => {
      expect(detectLocale([text], "ru")).toBe("ru");
      expect(detectLocale([text], "en")).toBe("en");
    },
  );

  it("lets the newest decisive text win over older ones", () => {
    expect(detectLocale(["Хочу учить Python", "please add a module"], "ru")).toBe("en");
    expect(detectLocale(["please add a module", "теперь по-русски", "Python"], "en")).toBe("ru");
  });

  it("uses the fallback when nothing was written", () => {
    expect(detectLocale([], "en")).toBe("en");
  });
});

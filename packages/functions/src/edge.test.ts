import { describe, expect, it } from "vitest";
import { cookies, localeOf } from "./edge.ts";

describe("localeOf", () => {
  it.each([
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["en-US,en;q=0.9,ru;q=0.8", "en"],
    ["de-DE,ru;q=0.5,en;q=0.7", "en"],
    ["ru;q=0", "en"],
    ["", "en"],
    ["*", "en"],
  ])("reads %s as %s", (header, locale) => {
    expect(localeOf({ "accept-language": header })).toBe(locale);
  });
});

describe("cookies", () => {
  it("reads a header or a list, and believes the first of a name", () => {
    expect(cookies({ cookie: "a=1; b=x=y; a=2; =z" })).toEqual(
      new Map([
        ["a", "1"],
        ["b", "x=y"],
      ]),
    );
    expect(cookies({}, ["a=1", "b=2"])).toEqual(
      new Map([
        ["a", "1"],
        ["b", "2"],
      ]),
    );
  });
});

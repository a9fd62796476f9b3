import { describe, expect, it } from "vitest";
import { en, ru } from "./plural.ts";

describe("plural", () => {
  it("follows Russian rules", () => {
    const modules = (n: number): string => ru(n, "модуль", "модуля", "модулей");
    expect([1, 2, 5, 11, 12, 21, 22, 25, 111].map(modules)).toEqual([
      "1 модуль",
      "2 модуля",
      "5 модулей",
      "11 модулей",
      "12 модулей",
      "21 модуль",
      "22 модуля",
      "25 модулей",
      "111 модулей",
    ]);
  });

  it("follows English rules and groups digits", () => {
    expect([0, 1, 2, 1200].map((n) => en(n, "token", "tokens"))).toEqual([
      "0 tokens",
      "1 token",
      "2 tokens",
      "1,200 tokens",
    ]);
  });
});

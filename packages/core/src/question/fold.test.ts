// What counts as the same text, and how alike two texts are.
import { describe, expect, it } from "vitest";
import { fold, likeness, visible, withoutCode } from "./fold.ts";

describe("folding", () => {
  it.each([
    ["Ёлка", "елка"],
    ["  The   FIRST line. ", "the first line"],
    ["«Первая» строка…", "первая строка"],
    ["well-known", "well known"],
    ["ﬁle", "file"],
    ["1,5", "1.5"],
    ["−5", "-5"],
    ["=", "="],
    ["C++", "c++"],
    ["`x != 1`", "`x != 1`"],
    ["😀 smile!", "😀 smile"],
  ])("makes %j and %j the same", (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ["C", "C++"],
    ["C", "C#"],
    ["-5", "5"],
    ["3.5", "35"],
    ["x = 1", "x != 1"],
    ["==", "!="],
    ["не", "нет"],
  ])("keeps %j and %j apart", (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });
});

describe("Markdown", () => {
  it("is seen without its marks, but code keeps its stars", () => {
    expect(visible("**bold** `code` [a link](https://x.test) 2*3*4")).toBe(
      "bold code a link 2*3*4",
    );
  });

  it("is read as prose without code, also in an open fence", () => {
    expect(withoutCode("a `b` c\n```\nd\n```\ne\n```py\nf").replaceAll(/\s+/g, " ")).toBe("a c e ");
  });
});

describe("likeness", () => {
  it("is 1 for what is the same, 0 for what shares nothing, and the same both ways", () => {
    expect(likeness("Where?", "where")).toBe(1);
    expect(likeness("abc", "xyz")).toBe(0);
    expect(likeness("the first line", "the last line")).toBe(
      likeness("the last line", "the first line"),
    );
    expect(likeness("the first line", "the last line")).toBeLessThan(0.6);
  });
});

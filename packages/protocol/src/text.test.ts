import { describe, expect, it } from "vitest";
import { isSameUser, sessionKey } from "./id.ts";
import { choice, content, line } from "./text.ts";

describe("text a person typed", () => {
  it("is bounded in UTF-16 code units", () => {
    expect(content(5).safeParse("12345").success).toBe(true);
    expect(content(5).safeParse("123456").success).toBe(false);
  });

  it.each(["", "   ", "\n\t"])("is not blank: %j", (value) => {
    expect(content(10).safeParse(value).success).toBe(false);
    expect(line(10).safeParse(value).success).toBe(false);
  });

  it.each(["a\0b", "\ud800", "x\udc00y"])("can be stored: %j", (value) => {
    expect(content(10).safeParse(value).success).toBe(false);
  });

  it("is kept as typed in a message and trimmed in a title", () => {
    expect(content(10).parse(" a ")).toBe(" a ");
    expect(line(10).parse(" a ")).toBe("a");
  });
});

describe("choice", () => {
  const level = choice(["easy", "hard"], "easy or hard");

  it("takes any case", () => {
    expect(level.parse(" HARD ")).toBe("hard");
  });

  it("says what would be right", () => {
    expect(level.safeParse("soft").error?.issues[0]?.message).toBe("easy or hard");
  });
});

describe("ids", () => {
  it.each(["17953606052245me45nnhh", "a", "A-b_c.d~e", "x".repeat(128)])(
    "allows the key %s",
    (key) => {
      expect(sessionKey.safeParse(key).success).toBe(true);
    },
  );

  it.each(["", "a b", "a/b", "ключ", "x".repeat(129), "a\n"])("refuses the key %j", (key) => {
    expect(sessionKey.safeParse(key).success).toBe(false);
  });

  it("compares a claimed user with the signed-in one in either spelling", () => {
    const id = "01a20440-c55c-71d3-9b69-f443657134f1";
    expect(isSameUser(id.toUpperCase(), id)).toBe(true);
    expect(isSameUser("guest_01a20440c55c71d39b69f443657134f1", id)).toBe(true);
    expect(isSameUser("01a20440-c55c-71d3-9b69-f443657134f2", id)).toBe(false);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "./model.ts";
import { parse, reuse } from "./parse.ts";

describe("parse", () => {
  it("gives headings an outline without gaps", () => {
    const depths = parse("### a\n\n# b\n\n#### c\n\n## d").map((one) =>
      one.type === "heading" ? one.depth : 0,
    );
    expect(depths).toEqual([1, 1, 2, 2]);
  });

  it("shows raw HTML as the text it is", () => {
    const [block] = parse('<img src=x onerror="alert(1)"> <b>x</b> &lt;i&gt;');
    expect(block).toEqual({
      type: "paragraph",
      children: [{ type: "text", text: '<img src=x onerror="alert(1)"> <b>x</b> <i>' }],
    });
  });

  it("parses any text without an error", () => {
    const marks = fc.constantFrom(..."*_~`[]()<>#-+>|!\\&: \n\t1.ab".split(""));
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 80 }), (chars) => {
        expect(() => parse(chars.join(""))).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps every letter of plain prose", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-я ,.]{0,60}$/), (text) => {
        const prose = text.trim();
        expect(parse(text)).toEqual(
          prose === "" ? [] : [{ type: "paragraph", children: [{ type: "text", text: prose }] }],
        );
      }),
    );
  });

  it.each(["*a ", "~~a", "[", "[a](", "`a``b", "> ", "- ", "  - a\n", "![", "|a\n", "<", "a*_"])(
    "parses a hundred thousand characters of %j in less than three seconds of processor time",
    (unit) => {
      const before = process.cpuUsage();
      parse(unit.repeat(100_000 / unit.length));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(3_000);
    },
  );
});

describe("reuse", () => {
  it("keeps the objects of unchanged blocks", () => {
    const before = parse("# a\n\n- one\n- two");
    const after = reuse(before, parse("# a\n\n- one\n- two\n- three"));
    expect(after[0]).toBe(before[0]);
    const [, list] = after as [Block, Extract<Block, { type: "list" }>];
    const [, was] = before as [Block, Extract<Block, { type: "list" }>];
    expect(list.items.slice(0, 2)).toEqual(was.items);
    expect(list.items[0]).toBe(was.items[0]);
    expect(reuse(before, parse("# a\n\n- one\n- two"))).toBe(before);
  });
});

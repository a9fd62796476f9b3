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

  it.each([
    ["&laquo;a&raquo; &mdash; b&hellip;", "«a» — b…"],
    ["2 &times; 2, 3 &minus; 1, 20&nbsp;&deg;C", "2 × 2, 3 − 1, 20\u00a0°C"],
    ["a &le; b &ge; c &ne; d &rarr; e &larr; f", "a ≤ b ≥ c ≠ d → e ← f"],
    ["&ldquo;a&rdquo; &lsquo;b&rsquo; &quot;c&quot; &apos;d&apos;", "“a” ‘b’ \"c\" 'd'"],
    ["1&ndash;2 &copy; A&amp;B &#8470;1 &#x2116;2 &Mdash;", "1–2 © A&B №1 №2 —"],
    ["R&D; &unknown; &; &#0; &#xd800; &#99999999;", "R&D; &unknown; &; \ufffd \ufffd &#99999999;"],
    ["a&lt;b &amp;lt; &constructor;", "a<b &lt; &constructor;"],
    ["&#42;a&#42; &lsqb;", "*a* &lsqb;"],
  ])("reads the entities of %s", (source, text) => {
    expect(parse(source)).toEqual([{ type: "paragraph", children: [{ type: "text", text }] }]);
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

  it.each([
    "*a ",
    "~~a",
    "[",
    "[a](",
    "`a``b",
    "> ",
    "- ",
    "  - a\n",
    "![",
    "|a\n",
    "<",
    "a*_",
    "$a",
    "$$ ",
    "\\(",
    "\\[ ",
    "${",
    "{",
  ])(
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

import { describe, expect, it } from "vitest";
import { safeHref } from "./href.ts";
import type { Block, Inline } from "./model.ts";
import { parse } from "./parse.ts";

const hostile = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  "java\u0000script:alert(1)",
  "\u0001javascript:alert(1)",
  "\ufeffjavascript:alert(1)",
  "javascript&colon;alert(1)",
  "javascript&#58;alert(1)",
  "javascript&#x3a;alert(1)",
  "&#106;avascript:alert(1)",
  "java&Tab;script:alert(1)",
  "java&NewLine;script:alert(1)",
  "javascript\\:alert(1)",
  "vbscript:msgbox(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:image/svg+xml;base64,PHN2Zz4=",
  "blob:https://example.com/1",
  "file:///etc/passwd",
  "view-source:https://example.com",
  "//example.com",
  "/relative",
  "relative",
  "https:",
  "https://",
  "http:///path",
  "mailto:",
  "",
];

const links = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) => {
    if (node.type === "link") return [node.href, ...links(node.children)];
    return "children" in node ? links(node.children) : [];
  });
const linksOf = (text: string): string[] =>
  parse(text).flatMap((block: Block) => ("children" in block ? links(block.children) : []));

describe("safeHref", () => {
  it.each(hostile)("refuses %j", (address) => {
    expect(safeHref(address)).toBeNull();
  });

  it.each([
    ["https://example.com", "https://example.com/"],
    ["HTTP://example.com/a?b=1&amp;c=2#d", "http://example.com/a?b=1&c=2#d"],
    ["https://example.com/a\\_b", "https://example.com/a_b"],
    ["mailto:a@example.com", "mailto:a@example.com"],
  ])("allows %s", (address, href) => {
    expect(safeHref(address)).toBe(href);
  });
});

describe("a link in a text", () => {
  it.each(hostile)("leads nowhere with %j", (address) => {
    const forms = [
      `[x](${address})`,
      `[x](<${address}>)`,
      `![x](${address})`,
      `<${address}>`,
      address,
    ];
    for (const text of forms) {
      for (const href of linksOf(text)) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
    }
    expect(linksOf(`[x](${address})`)).toEqual([]);
  });

  it("keeps its words when it may lead nowhere", () => {
    expect(parse("[click **here**](javascript:alert(1))")).toEqual([
      {
        type: "paragraph",
        children: [
          { type: "text", text: "click " },
          { type: "strong", children: [{ type: "text", text: "here" }] },
        ],
      },
    ]);
  });

  it("is made of an image, which is not fetched", () => {
    expect(linksOf("![a picture](https://example.com/a.png)")).toEqual([
      "https://example.com/a.png",
    ]);
  });

  it.each([
    ["https://example.com/a_(b).", ["https://example.com/a_(b)"]],
    ["(https://example.com/a)", ["https://example.com/a"]],
    ["см. https://example.com/a, и", ["https://example.com/a"]],
    ["<me@example.com>", ["mailto:me@example.com"]],
    ["xhttps://example.com", []],
    [
      "[a](https://a.example 'title') [b](https://b.example)",
      ["https://a.example/", "https://b.example/"],
    ],
  ])("is found in %s", (text, hrefs) => {
    expect(linksOf(text)).toEqual(hrefs);
  });

  it("holds no other link", () => {
    const [block] = parse("[![alt](https://a.example/i.png)](https://b.example)");
    expect(block).toEqual({
      type: "paragraph",
      children: [
        { type: "link", href: "https://b.example/", children: [{ type: "text", text: "alt" }] },
      ],
    });
  });
});

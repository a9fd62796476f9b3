// For tests: the structure of a text as one line per block, from our parser and from marked, to compare the two.
import { marked, type MarkedToken, type Token } from "marked";
import type { Block, Inline } from "./model.ts";
import { parse } from "./parse.ts";

type Part = readonly [mark: string, text: string];

/** Joins neighbouring plain text, which a parser may cut anywhere. */
function joined(parts: readonly Part[]): string {
  const out: string[] = [];
  let plain = "";
  for (const [mark, text] of [...parts, ["end", ""] as const]) {
    if (mark === "") {
      plain += text;
      continue;
    }
    if (plain !== "") out.push(JSON.stringify(plain));
    plain = "";
    if (mark !== "end") out.push(mark === "br" ? "br" : `${mark}(${text})`);
  }
  return out.join(" ");
}

const ourInlines = (nodes: readonly Inline[]): string =>
  joined(
    nodes.map((node): Part => {
      if (node.type === "text") return ["", node.text];
      if (node.type === "code") return ["code", node.text];
      if (node.type === "break") return ["br", ""];
      if (node.type === "formula") return [node.display ? "display" : "formula", node.tex];
      if (node.type === "link") return [`link ${node.href}`, ourInlines(node.children)];
      return [node.type, ourInlines(node.children)];
    }),
  );

const pre = (language: string, text: string): string => `pre ${language}(${text})`;
const item = (done: boolean | null, text: string): string =>
  `${done === null ? "" : done ? "[x] " : "[ ] "}${text}`;
/** `start` is null for bullets. */
const list = (start: number | null, items: readonly string[]): string =>
  `${start === null ? "ul" : `ol ${String(start)}`}(${items.join("; ")})`;
const table = (rows: readonly (readonly string[])[]): string =>
  `table(${rows.map((cells) => cells.join(" | ")).join(" / ")})`;

const ourBlocks = (blocks: readonly Block[]): string => blocks.map(ourBlock).join(", ");

function ourBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `p(${ourInlines(block.children)})`;
    case "heading":
      return `h${String(block.level)}(${ourInlines(block.children)})`;
    case "code":
      return pre(block.language, block.text);
    case "quote":
      return `quote(${ourBlocks(block.blocks)})`;
    case "list":
      return list(
        block.ordered ? block.start : null,
        block.items.map((one) => item(one.done, ourBlocks(one.blocks))),
      );
    case "table":
      return table([block.head, ...block.rows].map((row) => row.map(ourInlines)));
    default:
      return "hr";
  }
}

/** The structure that the page's own parser finds, a block an entry. */
export const ourSketch = (text: string): string[] => parse(text).map(ourBlock);

const markedInlines = (tokens: readonly Token[]): string => joined(tokens.flatMap(markedParts));

// Without extensions every token is one of marked's own.
const own = (token: Token): MarkedToken => token as MarkedToken;

function markedParts(token: Token): Part[] {
  const one = own(token);
  switch (one.type) {
    case "br":
      return [["br", ""]];
    case "checkbox":
      return [];
    case "html":
      return [["html", one.raw]];
    case "codespan":
      return [["code", one.text]];
    case "strong":
    case "em":
    case "del":
      return [[one.type, markedInlines(one.tokens)]];
    case "link":
      return [[`link ${one.href}`, markedInlines(one.tokens)]];
    case "text":
      return one.tokens === undefined ? [["", one.text]] : one.tokens.flatMap(markedParts);
    default:
      return [["", one.type === "escape" ? one.text : one.raw]];
  }
}

const markedBlocks = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ type }) => type !== "space" && type !== "checkbox")
    .map(markedBlock)
    .join(", ");

function markedBlock(token: Token): string {
  const one = own(token);
  switch (one.type) {
    case "heading":
      return `h${String(one.depth)}(${markedInlines(one.tokens)})`;
    case "code":
      return pre(one.lang ?? "", one.text);
    case "blockquote":
      return `quote(${markedBlocks(one.tokens)})`;
    case "list":
      return list(
        one.ordered ? Number(one.start) : null,
        one.items.map((each) =>
          item(each.task ? each.checked === true : null, markedBlocks(each.tokens)),
        ),
      );
    case "table":
      return table(
        [one.header, ...one.rows].map((row) => row.map((cell) => markedInlines(cell.tokens))),
      );
    case "paragraph":
      return `p(${markedInlines(one.tokens)})`;
    case "text":
      return `p(${markedInlines(one.tokens ?? [])})`;
    default:
      return one.type;
  }
}

/** The structure that marked finds, with GitHub's extensions and a line break for every line. */
export const markedSketch = (text: string): string[] =>
  marked
    .lexer(text, { gfm: true, breaks: true })
    .filter(({ type }) => type !== "space")
    .map(markedBlock);

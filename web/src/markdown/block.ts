// Lines to blocks, as GitHub's markdown has them, but for what models do not mean by it: a nested list may be
// indented by two, a line of dashes is a rule and never makes a heading of the text above, an indent makes no code, and
// what may be mathematics is no list and no quotation.
import { linesOf } from "./formula.ts";
import { inline } from "./inline.ts";
import { collect, marker, readItem, type Marker } from "./list.ts";
import { deepest, type Block, type Item } from "./model.ts";
import { isTableStart, readTable } from "./table.ts";

interface Read {
  readonly block: Block;
  readonly next: number;
}

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`\n]*)$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
/** Not `>5`, `>= 5`, nor Python's `>>> `. */
const quote = /^ {0,3}>(?![=\d]|>> ) ?/;
const isBlank = (line: string): boolean => line.trim() === "";

/** True for a line of a calculation: a digit, and no words. */
const isSum = (line: string): boolean => /\d/.test(line) && !/\p{L}{2}/u.test(line);

/** The mark of a line's item. The sign of a term in a calculation is none: `+ 5`, or `- 2` below `x = 3`. */
export function itemAt(lines: readonly string[], at: number): Marker | null {
  const line = lines[at] ?? "";
  const found = marker(line);
  if (!/[-+]/.test(found?.mark ?? "") || !isSum(line)) return found;
  const above = lines[at - 1] ?? "";
  return found?.mark === "+" || (isSum(above) && marker(above) === null) ? null : found;
}

/** True where a line ends the paragraph before it. */
function interrupts(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (/^\s*(?:\$\$|\\\[)/.test(line) && linesOf(lines, at) > 0) return true;
  if (isBlank(line) || heading.test(line) || rule.test(line) || quote.test(line)) return true;
  if (fence.test(line) || isTableStart(lines, at)) return true;
  const found = itemAt(lines, at);
  return found !== null && found.text !== "" && (found.number === null || found.number <= 1);
}

function readCode(lines: readonly string[], from: number): Read {
  const [, ticks = "", info = ""] = fence.exec(lines[from] ?? "") ?? [];
  const indent = /^ */.exec(lines[from] ?? "")?.[0].length ?? 0;
  const closing = new RegExp(`^ {0,3}${ticks[0] ?? "`"}{${String(ticks.length)},}[ \\t]*$`);
  const text: string[] = [];
  let at = from + 1;
  for (; at < lines.length && !closing.test(lines[at] ?? ""); at += 1) {
    text.push((lines[at] ?? "").replace(new RegExp(`^ {0,${String(indent)}}`), ""));
  }
  const language = info.trim().split(/\s/)[0] ?? "";
  const isClosed = at < lines.length;
  return { block: { type: "code", language, text: text.join("\n"), isClosed }, next: at + 1 };
}

function readQuote(lines: readonly string[], from: number, depth: number): Read {
  const inner: string[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (quote.test(line)) inner.push(line.replace(quote, ""));
    else if (isBlank(inner.at(-1) ?? "") || interrupts(lines, at)) break;
    else inner.push(line);
  }
  return { block: { type: "quote", blocks: blocks(inner, depth + 1) }, next: at };
}

function readList(lines: readonly string[], from: number, depth: number): Read {
  const first = itemAt(lines, from);
  const items: Item[] = [];
  let at = from;
  for (;;) {
    const found = itemAt(lines, at);
    if (found === null || found.mark !== first?.mark || rule.test(lines[at] ?? "")) break;
    const { inner, next } = collect(lines, at, found, (line) => interrupts(lines, line));
    const { done, rest } = readItem(inner);
    items.push({ done, blocks: blocks(rest, depth + 1) });
    at = next;
    let ahead = at;
    while (ahead < lines.length && isBlank(lines[ahead] ?? "")) ahead += 1;
    if (ahead > at && marker(lines[ahead] ?? "")?.mark === first.mark) at = ahead;
  }
  const start = first?.number ?? null;
  return { block: { type: "list", ordered: start !== null, start: start ?? 1, items }, next: at };
}

function readParagraph(lines: readonly string[], from: number): Read {
  let at = from + 1 + linesOf(lines, from);
  while (at < lines.length && !interrupts(lines, at)) at += 1 + linesOf(lines, at);
  const text = lines
    .slice(from, at)
    .map((line) => line.trimStart())
    .join("\n")
    .trimEnd();
  return { block: { type: "paragraph", children: inline(text) }, next: at };
}

function read(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? "";
  if (fence.test(line)) return readCode(lines, at);
  const title = heading.exec(line);
  if (title !== null) {
    const children = inline((title[2] ?? "").trim());
    return {
      block: { type: "heading", level: title[1]?.length ?? 1, depth: 1, children },
      next: at + 1,
    };
  }
  if (rule.test(line)) return { block: { type: "rule" }, next: at + 1 };
  if (depth < deepest && quote.test(line)) return readQuote(lines, at, depth);
  if (depth < deepest && itemAt(lines, at) !== null) return readList(lines, at, depth);
  if (isTableStart(lines, at)) return readTable(lines, at, (line) => interrupts(lines, line));
  return readParagraph(lines, at);
}

/** The lines from here on that are indented as this one is, without their indent. */
function outdented(lines: readonly string[], from: number): string[] {
  const indent = /^ */.exec(lines[from] ?? "")?.[0].length ?? 0;
  const end = lines.findIndex(
    (line, at) => at > from && !isBlank(line) && !line.startsWith("    "),
  );
  return lines
    .slice(from, end < 0 ? undefined : end)
    .map((line) => line.replace(new RegExp(`^ {0,${String(indent)}}`), ""));
}

/** The blocks of a text's lines. */
export function blocks(lines: readonly string[], depth = 0): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    if (isBlank(line)) {
      at += 1;
      continue;
    }
    if (line.startsWith("    ") && depth < deepest) {
      const inner = outdented(lines, at);
      for (const block of blocks(inner, depth + 1)) found.push(block);
      at += inner.length;
      continue;
    }
    const { block, next } = read(lines, at, depth);
    found.push(block);
    at = next;
  }
  return found;
}

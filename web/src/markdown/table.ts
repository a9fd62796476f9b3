// Tables: a row of heads, a row of dashes, rows of cells.
import { formulaAt } from "./formula.ts";
import { inline } from "./inline.ts";
import type { Align, Block, Cell } from "./model.ts";

const dashes = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** The cells of a row as written; `\|` does not divide, nor does a formula such as `$|x|$`. */
export function cells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  const found = [""];
  for (let at = 0; at < inner.length;) {
    const formula = formulaAt(inner, at)?.source ?? "";
    const isWhole = formula !== "" && !formula.includes(" | ");
    const piece = isWhole ? formula : inner.startsWith("\\|", at) ? "|" : (inner[at] ?? "");
    if (piece === "|" && inner[at] === "|") found.push("");
    else found[found.length - 1] += piece;
    at += isWhole ? formula.length : inner[at] === "\\" && piece === "|" ? 2 : 1;
  }
  return found.map((cell) => cell.trim());
}

export function isTableStart(lines: readonly string[], at: number): boolean {
  const head = lines[at] ?? "";
  const under = lines[at + 1] ?? "";
  if (!head.includes("|") || !dashes.test(under) || !/[|:]/.test(under)) return false;
  return cells(head).length === cells(under).length;
}

const alignOf = (cell: string): Align => {
  if (cell.startsWith(":") && cell.endsWith(":")) return "center";
  return cell.endsWith(":") ? "end" : cell.startsWith(":") ? "start" : null;
};

export function readTable(
  lines: readonly string[],
  from: number,
  interrupts: (at: number) => boolean,
): { block: Block; next: number } {
  const head = cells(lines[from] ?? "").map((cell) => inline(cell));
  const align = cells(lines[from + 1] ?? "").map(alignOf);
  const rows: Cell[][] = [];
  let at = from + 2;
  for (; at < lines.length && !interrupts(at); at += 1) {
    const row = cells(lines[at] ?? "");
    rows.push(head.map((_, column) => inline(row[column] ?? "")));
  }
  return { block: { type: "table", align, head, rows }, next: at };
}

// Tables: a row of heads, a row of dashes, rows of cells.
import { inline } from "./inline.ts";
import type { Align, Block, Cell } from "./model.ts";

const dashes = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** The cells of a row as written; `\|` and what stands in code does not divide. */
export function cells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
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

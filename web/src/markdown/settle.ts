// Cuts the end of a growing text that may still change its meaning: nothing
// that was rendered has to be taken back.

import { itemAt } from "./block.ts";
import { shielded } from "./formula.ts";
import { marker } from "./list.ts";

const isFence = /^\s*(`{3,}|~{3,})/;

function isInFence(lines: readonly string[]): boolean {
  let open = "";
  for (const line of lines) {
    const mark = isFence.exec(line)?.[1] ?? "";
    if (open === "") open = mark;
    else if (mark.startsWith(open) && line.trim() === mark) open = "";
  }
  return open !== "";
}

/** Marks alone: a bullet, a rule, a heading, a number, the first stroke of a table. */
const unclear =
  /^\s*(?:>\s*)*(?:[-+*_=#>|`~]+|\d{1,9}[.)]?|(?:[-+*]|\d{1,9}[.)])\s+(?:\[[ xX]?\]?|[*_`~[]+))\s*$/;
const isRow = (line: string): boolean => /^\s*\|/.test(line);
const isUnder = (line: string): boolean => /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line);

/** Where a table begins at the end of the lines that has not got its row of dashes. */
function tableFrom(lines: readonly string[]): number {
  // A line just ended is an empty last line: the table may go on in it.
  const end = lines.length - (lines.at(-1) === "" ? 1 : 0);
  let from = end;
  while (from > 0 && isRow(lines[from - 1] ?? "")) from -= 1;
  const isDecided = from === end || end - from > 2 || isUnder(lines[from + 1] ?? "");
  return isDecided ? lines.length : from;
}

/** Closes what the last line has opened, so that its marks are not seen. */
function closed(line: string): string {
  const cut = line.replace(/(?:\*+|_+|~+|`+|!?\[|\\|&[#\w]*)$/, (marks, at: number) =>
    /\S/.test(line[at - 1] ?? " ") && /^(?:\*\*|~~|`)$/.test(marks) ? marks : "",
  );
  let text = cut.replace(/!?\[([^[\]]*)\](?:\([^()\s]*)?$/, "$1");
  if ((text.split("`").length - 1) % 2 === 1) text += "`";
  const prose = text.replace(/`[^`]*`/g, "");
  for (const mark of ["**", "~~"]) {
    if ((prose.split(mark).length - 1) % 2 === 1) text = text.trimEnd() + mark;
  }
  return text;
}

/** The part of an unfinished text that can be rendered. */
export function settle(text: string): string {
  if (isInFence(text.split("\n").slice(0, -1))) return settled(text);
  const shield = shielded(text);
  return shield.restore(settled(shield.text));
}

function settled(text: string): string {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const before = lines.slice(0, -1);
  if (isInFence(before)) {
    return /^\s*[`~]+\s*$/.test(last) ? before.join("\n") : text;
  }
  const isUnclear =
    unclear.test(last) || (marker(last) !== null && itemAt(lines, before.length) === null);
  if (isUnclear) lines.pop();
  else if (isFence.test(last)) return text;
  const kept = lines.slice(0, tableFrom(lines));
  const end = kept.at(-1);
  if (end !== undefined && kept.length === before.length + 1) kept[kept.length - 1] = closed(end);
  return kept.join("\n");
}

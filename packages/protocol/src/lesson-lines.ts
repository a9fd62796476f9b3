// The lines of a lesson that may begin a part: headings of every form that models write, outside of code.

/** A line that stands as a heading. */
export interface Heading {
  /** 1 to 6 for #; a line in bold, or a summary of HTML, is below all of them. */
  readonly level: number;
  /** As written, without its marks. */
  readonly text: string;
  /** What follows the heading in the same line. */
  readonly rest: string;
}

/** The level of a heading in bold. */
export const boldLevel = 7;

const fence = /^\s*(`{3,}|~{3,})([^\n]*)$/;

/** Follows the fences of code from line to line. */
export class Fences {
  #open = "";

  /** True inside of code. */
  get isOpen(): boolean {
    return this.#open !== "";
  }

  /** Takes the next line; true for one that is code, or begins or ends it. */
  take(line: string): boolean {
    const [, marks = "", info = ""] = fence.exec(line) ?? [];
    if (this.#open === "") {
      const opens = marks !== "" && !(marks.startsWith("`") && info.includes("`"));
      if (opens) this.#open = marks;
      return opens;
    }
    if (marks.startsWith(this.#open) && info.trim() === "") this.#open = "";
    return true;
  }
}

/** "# Title #": without its marks. */
function hashed(line: string): Heading | null {
  const [, marks = "", text = ""] = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line) ?? [];
  if (marks === "") return null;
  const trimmed = text.trimEnd();
  let to = trimmed.length;
  while (trimmed[to - 1] === "#") to -= 1;
  const isClosed = to < trimmed.length && /\s/.test(trimmed[to - 1] ?? " ");
  const shown = unmarked(isClosed ? trimmed.slice(0, to).trimEnd() : trimmed);
  return shown === "" ? null : { level: marks.length, text: shown, rest: "" };
}

/** "**Solution:** rest"; of hints, also as an item of a list; "<summary>Hint 1</summary>"; "Hint 1: rest". */
const bolds = [
  /^\s{0,3}\*\*([^*]{1,120})\*\*:?(?:\s(.*))?$/,
  /^\s{0,3}__([^_]{1,120})__:?(?:\s(.*))?$/,
  /^\s{0,3}(?:[-*+]|\d{1,2}[.)])\s+\*\*((?:Hint|Подсказка)[^*]{0,40})\*\*:?(?:\s(.*))?$/i,
  /^\s{0,3}(?:<details>)?\s{0,3}<summary>([^<]{1,120})<\/summary>(.*)$/i,
  /^\s{0,3}((?:Hint|Подсказка)\s\d{1,2})[:.](?:\s(.*))?$/,
];

function bold(line: string): Heading | null {
  for (const pattern of bolds) {
    const found = pattern.exec(line);
    if (found === null) continue;
    return { level: boldLevel, text: unmarked(found[1] ?? ""), rest: (found[2] ?? "").trim() };
  }
  return null;
}

/** Without the bold around the whole of it, or around its name, and without a colon at its end. */
function unmarked(text: string): string {
  let shown = text.trim();
  for (const mark of ["**", "__"]) {
    const to = shown.indexOf(mark, mark.length);
    if (shown.startsWith(mark) && to > 0) {
      shown = shown.slice(mark.length, to) + shown.slice(to + mark.length);
    }
  }
  return shown.trim().replace(/\s?[:：]$/, "");
}

/** What a line says as a heading; null for one that is none. */
export const headingOf = (line: string): Heading | null => hashed(line) ?? bold(line);

/** A heading without marks of Markdown: for lists of contents, and for screen readers. */
export const plainTitle = (text: string): string =>
  text
    .replace(/\*\*|__|`/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The beginning of an HTML block around a hint, and its end: nothing to read. */
export const isDetails = (line: string): boolean => /^\s*<\/?details>\s*$/i.test(line);

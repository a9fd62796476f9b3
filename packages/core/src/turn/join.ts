// Where the rest of an answer meets what was there. Models are asked to go on exactly where they stopped; many repeat the
// last words, lines or the beginning of a code block or table first, and many lose the white space in between.

/** How far back a repetition may begin. */
const maxRepeated = 20_000;
/** Characters after which the way two texts meet can be told. */
const enough = 8;

const whiteSpace = /^\s*/u;
const isWord = (char: string | undefined): boolean =>
  char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** The marker of the code block that is open at the end of a Markdown text; null outside of one. */
function openFence(text: string): string | null {
  let open: string | null = null;
  for (const [, marks = "", info = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (open === null) open = marks;
    else if (marks.startsWith(open) && info.trim() === "") open = null;
  }
  return open;
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf("\n") + 1);
const cells = (line: string): number => line.split("|").length;

/** The first two lines of the table that a text ends in, if it ends in one. */
function tableHead(text: string): string | null {
  const lines = text.split("\n");
  let first = lines.length - 1;
  if (lines[first] === "") first -= 1;
  while (first > 0 && lines[first - 1]?.trimStart().startsWith("|")) first -= 1;
  const [head, rule] = lines.slice(first);
  return head !== undefined && rule !== undefined && /^[\s|:-]*-[\s|:-]*$/.test(rule)
    ? `${head}\n${rule}\n`
    : null;
}

/** What begins a line of a list, a quotation or a heading. */
const lineMarker = /^\s*(?:[-*+>]|\d+[.)]|#{1,6}) $/;

/**
 * Whether what ends one text and begins the other is a repetition and no chance: words, two characters from the beginning
 * of a line on, three from that of a word, twelve from anywhere. Digits and rules go on with what they have as well.
 */
function isRepetition(same: string, before: string | undefined): boolean {
  const isAtLine = before === undefined || before === "\n";
  if (isAtLine && lineMarker.test(same)) return true;
  if (same.length >= 12) return /[\p{L}\p{N}]/u.test(same);
  if (!/\p{L}/u.test(same)) return false;
  const isAtWord = isWord(same[0]) && !isWord(before);
  return (isAtWord && same.length >= 3) || (isAtLine && same.length >= 2);
}

/** Length of the longest end of `text` that `more` repeats. */
function repeated(text: string, more: string): number {
  for (let at = Math.max(0, text.length - maxRepeated); at < text.length; at += 1) {
    if (text[at] !== more[0]) continue;
    const same = text.slice(at);
    if (more.startsWith(same) && isRepetition(same, text[at - 1])) return same.length;
  }
  return 0;
}

/** What follows the dots with which some models show that they go on. */
const withoutDots = (more: string): string => more.replace(/^(?:…|\.{3})\s*/u, "");

/** Whether `more`, as it grows, may still turn out to be a repetition of how `text` ends. */
const mayRepeat = (text: string, more: string): boolean =>
  text.slice(-maxRepeated).includes(withoutDots(more));

/** A line break that a block needs before it, where the model left it out. */
function missingBreak(text: string, more: string): string {
  if (/^#{2,6} /.test(more)) return "\n\n";
  const line = lastLine(text);
  const [marker] = /^\s*(?:[-*+]|\d+[.)]) /.exec(line) ?? [];
  const isListed = marker !== undefined && /\d/.test(marker) ? /^\d+[.)] / : /^[-*+] /;
  if (marker !== undefined && isListed.test(more)) return "\n";
  if (line.trimStart().startsWith("|") && line.trimEnd().endsWith("|") && more.startsWith("|")) {
    const before = lastLine(text.slice(0, text.length - line.length - 1));
    if (cells(line) >= cells(before)) return "\n";
  }
  const isSentence = /[\p{Ll}\p{N}»)]{2}[.!?;:,…]$/u.test(text.slice(-4));
  return isSentence && /^\p{Lu}/u.test(more) ? " " : "";
}

/** The white space between two texts, of which each has its part of it, or both have all of it. */
function gap(before: string, after: string): string {
  // Of the two line breaks between paragraphs each text may have one.
  if (after === "\n" && before.endsWith("\n")) return before.endsWith("\n\n") ? "" : after;
  const [, indent] = /\n([ \t]*)$/.exec(before) ?? [];
  // The rest of an indentation, or the whole of it again.
  if (indent !== undefined && /^[ \t]+$/.test(after)) {
    return after.startsWith(indent) ? after.slice(indent.length) : after;
  }
  if (before.endsWith(after)) return "";
  if (after.startsWith(before)) return after.slice(before.length);
  return after.startsWith("\n\n") && before.endsWith("\n") ? after.slice(1) : after;
}

export class Continuation {
  readonly #text: string;
  /** How many characters of the rest are left out, and what stands in their place; null while that cannot be told. */
  #seam: { readonly from: number; readonly glue: string } | null = null;

  /** text: what the answer says so far. */
  constructor(text: string) {
    this.#text = text;
    if (text === "") this.#seam = { from: 0, glue: "" };
  }

  /**
   * The whole answer, given all of the rest that has come. It only ever grows: while the rest may still be a repetition,
   * it is what was there.
   */
  with(rest: string, isEnd: boolean): string {
    this.#seam ??= this.#find(rest, isEnd);
    const seam = this.#seam;
    return seam === null ? this.#text : this.#text + seam.glue + rest.slice(seam.from);
  }

  #find(rest: string, isEnd: boolean): { from: number; glue: string } | null {
    const text = this.#text;
    const isCode = openFence(text) !== null;
    const [space = ""] = whiteSpace.exec(rest) ?? [];
    const opened = this.#reopened(rest.slice(space.length), isCode);
    const from = space.length + opened;
    const more = rest.slice(from);
    if (
      !isEnd &&
      (more.length < enough || this.#mayReopen(more, isCode) || mayRepeat(text, more))
    ) {
      return null;
    }
    for (const one of [more, withoutDots(more)]) {
      const again = repeated(text, one);
      if (again > 0) return { from: rest.length - one.length + again, glue: "" };
    }
    if (opened > 0) return { from, glue: text.endsWith("\n") ? "" : "\n" };
    if (space !== "") {
      const [before = ""] = /\s*$/u.exec(text) ?? [];
      return { from, glue: gap(before, space) };
    }
    if (/\s$/u.test(text)) return { from, glue: "" };
    if (isCode) return { from, glue: /^(?:`{3}|~{3})/.test(more) ? "\n" : "" };
    return { from, glue: missingBreak(text, more) };
  }

  /** Length of what opens a code block or a table that is open already. */
  #reopened(more: string, isCode: boolean): number {
    if (isCode) return /^(?:`{3,}|~{3,})[ \t]*[^\s`~].*\n/.exec(more)?.[0].length ?? 0;
    const head = tableHead(this.#text);
    const isRepeated = head !== null && !this.#text.endsWith(head) && more.startsWith(head);
    return isRepeated ? head.length : 0;
  }

  /** Whether what has come may still turn out to open what is open. */
  #mayReopen(more: string, isCode: boolean): boolean {
    if (isCode) return /^(?:`{3,}|~{3,})[^\n]*$/.test(more);
    const head = tableHead(this.#text);
    return head !== null && more.length < head.length && head.startsWith(more);
  }
}

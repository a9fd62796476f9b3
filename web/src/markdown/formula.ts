// Where a formula stands in a text: between \( \), \[ \], $$ $$ or $ $. Nothing between the marks is Markdown.

/** A formula as written. */
export interface Formula {
  /** With its marks. */
  readonly source: string;
  readonly tex: string;
  readonly display: boolean;
  /** The place after it. */
  readonly end: number;
}

/** The longest formula with its marks, in characters. */
const longest = 2_000;

const closers: Readonly<Record<string, string>> = { "\\(": "\\)", "\\[": "\\]", $$: "$$" };

/** Words in a row, and no sign of mathematics: dollars in a sentence. */
const isProse = (tex: string): boolean =>
  !/[\\^_{]/.test(tex) &&
  (/^\d.*\s\p{L}{2}/u.test(tex) || (/\p{L}\s\p{L}{2}/u.test(tex) && !tex.includes("=")));

/** `$x$`, but not `$5 and $10`, `$5-$10`, `US$5` or `$HOME/$USER`. */
const single = /(?<![\p{L}\p{N}$\\])\$(?![\s$])((?:\\.|[^\\$\n`])+)(?<![\s/:])\$(?![\p{N}$])/uy;
/** The beginning of one that is not yet closed; an amount of money is none. */
const singleOpen = /(?<![\p{L}\p{N}$\\])\$(?![\s$\d])(?:\\.|[^\\$\n`])*\\?$/uy;

function singleAt(text: string, from: number): Formula | null {
  single.lastIndex = from;
  const [source = "", tex = ""] = single.exec(text) ?? [];
  return tex === "" || isProse(tex)
    ? null
    : { source, tex, display: false, end: from + source.length };
}

/** Where each kind of mark was last found: a text full of opening marks is searched once. */
const found = new Map<string, { text: string; from: number; at: number }>();

function closerAt(text: string, close: string, from: number): number {
  const last = found.get(close);
  if (last?.text === text && last.from <= from && (last.at < 0 || last.at >= from)) return last.at;
  const at = text.indexOf(close, from);
  found.set(close, { text, from, at });
  return at;
}

/** The formula that begins at `from`, if one does and ends. */
export function formulaAt(text: string, from: number): Formula | null {
  const open = text.slice(from, from + 2);
  const close = closers[open];
  if (close === undefined) return open.startsWith("$") ? singleAt(text, from) : null;
  const closing = closerAt(text, close, from + 2);
  const end = closing + 2;
  if (closing < 0 || end > from + longest) return null;
  const tex = text.slice(from + 2, closing);
  if (tex.trim() === "" || /\n[ \t]*\n/.test(tex)) return null;
  // Price ranges are written as $$ and $$$.
  if (open === "$$" && (text[from - 1] === "$" || text[end] === "$" || isProse(tex))) return null;
  return { source: text.slice(from, end), tex, display: open !== "\\(", end };
}

/** The place after the code that begins at `from`, or after its character. */
function afterCode(text: string, from: number): number {
  const ticks = /^`*/.exec(text.slice(from, from + 16))?.[0] ?? "";
  const end = ticks === "" ? -1 : text.indexOf(ticks, from + ticks.length);
  return end < 0 ? from + Math.max(1, ticks.length) : end + ticks.length;
}

function isOpenAt(text: string, at: number): boolean {
  if (closers[text.slice(at, at + 2)] !== undefined) {
    return text[at + 2] !== "$" && text.length - at < longest;
  }
  singleOpen.lastIndex = at;
  return singleOpen.test(text) && !isProse(text.slice(at + 1));
}

/** How many lines after this one the formulas that begin on it take. */
export function linesOf(lines: readonly string[], at: number): number {
  const line = lines[at] ?? "";
  if (!/\\[([]|\$\$/.test(line)) return 0;
  const text = lines.slice(at, at + 60).join("\n");
  for (let from = 0; from < line.length;) {
    const end = formulaAt(text, from)?.end ?? afterCode(line, from);
    if (end > line.length) return text.slice(0, end).split("\n").length - 1;
    from = end;
  }
  return 0;
}

/** Characters of no script, around the number of what they stand for. */
const shield = /\ue000(\d+)\ue000/g;

const spelt = (source: string): string =>
  source.replace(/[!-/:-@[-`{-~]/g, (char) => `&#${String(char.charCodeAt(0))};`);

/**
 * Puts placeholders for the formulas in the last block of a growing text, so that nothing takes their characters for
 * marks. One that is still being written comes back spelt out: it is shown as it stands until it is complete.
 */
export function shielded(text: string): { text: string; restore: (text: string) => string } {
  const kept: string[] = [];
  const keep = (source: string): string => `\ue000${String(kept.push(source) - 1)}\ue000`;
  const mark = /[$\\`]/g;
  let done = text.lastIndexOf("\n\n") + 1;
  let result = text.slice(0, done);
  mark.lastIndex = done;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const { index } = found;
    const formula = formulaAt(text, index);
    if (formula === null && !isOpenAt(text, index)) {
      mark.lastIndex = text[index] === "\\" ? index + 2 : afterCode(text, index);
      continue;
    }
    const source = formula?.source ?? spelt(text.slice(index));
    result += text.slice(done, index) + keep(source);
    done = formula?.end ?? text.length;
    mark.lastIndex = done;
  }
  return {
    text: result + text.slice(done),
    restore: (shown) => shown.replace(shield, (whole, at: string) => kept[Number(at)] ?? whole),
  };
}

// The characters of a plan: what is invisible, what Markdown hides, what a backslash makes literal.

/** Takes no room on the screen, and must not come between a word and its number. Joiners stay: emoji need them. */
const invisible = /[\u00AD\u034F\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const inline = /`[^`]*`|\\([!-/:-@[-`{-~])|&#(\d{1,7});|&nbsp;|<br ?\/?>|\*+|_+/g;
const word = /[\p{L}\p{N}]/u;

/** Inside a line: is this character (one UTF-16 code unit) part of a word? */
export const isWord = (char: string | undefined): boolean => char !== undefined && word.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** Well-formed text without invisible characters. */
export const cleaned = (text: string): string => text.toWellFormed().replace(invisible, "");

// A literal character is one that Markdown does not take for a sign: behind a backslash, or written as `&#…;`. Well-formed
// text has no lone surrogates, so they stand for literal characters until the line is understood: no pattern matches them.

const literal = (code: number): string => {
  if (code > 0xff_ff || code === 0) return "\uFFFD";
  return code < 0x4_00
    ? String.fromCharCode(0xdc_00 + code)
    : `\uDC00${String.fromCharCode(code).toWellFormed()}`;
};

/** A line without emphasis and code marks, white space folded, its literal characters out of every pattern's reach. */
export const marked = (line: string): string =>
  line
    .replace(inline, (found, escaped?: string, code?: string, at = 0) => {
      if (escaped !== undefined) return literal(escaped.charCodeAt(0));
      if (code !== undefined) return literal(Number(code));
      if (found.startsWith("&") || found.startsWith("<")) return " ";
      if (found.startsWith("`")) return found.slice(1, -1);
      const before = line[at - 1];
      const after = line[at + found.length];
      const isSign =
        (isSpace(before) && isSpace(after)) ||
        (found.startsWith("_") && isWord(before) && isWord(after));
      return isSign ? found : "";
    })
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** What a marked text says. */
export const restored = (text: string): string =>
  text
    .replace(/[\uDC00-\uDFFF]/gu, (char) => {
      const code = char.charCodeAt(0) - 0xdc_00;
      return code === 0 ? "" : String.fromCharCode(code);
    })
    .replace(/\s+/g, " ")
    .trim();

/** Full-width signs and digits as ASCII, unit for unit: for patterns only, texts keep what was written. */
export const folded = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfe_e0));

// The characters of a plan: what is invisible, what Markdown hides, what a backslash makes literal.

/** Takes no room on the screen, and must not come between a word and its number. Joiners stay: emoji need them. */
const invisible = /[\u00AD\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const inline = /`[^`]*`|\\([!-/:-@[-`{-~])|&#(\d{1,7});|&nbsp;|<br ?\/?>|\*+|_+/g;
const word = /[\p{L}\p{N}]/u;

/** Inside a line: is this character (one UTF-16 code unit) part of a word? */
export const isWord = (char: string | undefined): boolean => char !== undefined && word.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** Well-formed text without invisible characters. */
export const cleaned = (text: string): string => text.toWellFormed().replace(invisible, "");

// A literal character is one that Markdown does not take for a sign: behind a backslash, or written as `&#…;`. Well-formed
// text has no lone surrogates, so they stand for literal characters until the line is understood: no pattern matches them.
// There is room for Latin, for dashes and bullets (U+20xx) and for full-width signs (U+FFxx); others get one in front.

const first = 0xdc_00;

const literal = (code: number): string => {
  const low = code & 0xff;
  if (code > 0 && code < 0x2_00) return String.fromCharCode(first + code);
  if (code >> 8 === 0x20) return String.fromCharCode(first + 0x2_00 + low);
  if (code >> 8 === 0xff) return String.fromCharCode(first + 0x3_00 + low);
  return code > 0 && code < 0xff_ff
    ? String.fromCharCode(first) + String.fromCharCode(code).toWellFormed()
    : "\uFFFD";
};

const charOf = (literal: string): string => {
  const code = literal.charCodeAt(0) - first;
  if (code === 0) return "";
  const base = [0, 0, 0x20_00 - 0x2_00, 0xff_00 - 0x3_00][code >> 8] ?? 0;
  return String.fromCharCode(base + code);
};

/** A line without emphasis and code marks, white space folded, its literal characters out of every pattern's reach. */
export const marked = (line: string): string =>
  line
    .replace(inline, (found: string, escaped?: string, code?: string, at = 0) => {
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
    .replace(/[\uDC00-\uDFFF]/gu, charOf)
    .replace(/\s+/g, " ")
    .trim();

const lower = (text: string): string => {
  const low = text.toLowerCase();
  return low.length === text.length
    ? low
    : text.replace(/[A-ZА-ЯЁ]/g, (char) => char.toLowerCase());
};

/**
 * Lower case, full-width signs and digits as ASCII, unit for unit. For patterns only, texts keep what was written: patterns
 * that ignore the case of all the world's letters take half a second to compile.
 */
export const folded = (text: string): string =>
  lower(text).replace(/[\uFF01-\uFF5E]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0xfe_e0),
  );

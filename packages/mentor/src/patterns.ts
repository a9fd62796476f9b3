// Word patterns of the data files as regular expressions. In a pattern `*` stands for any letters, a space for any
// white space, `(a|b)` for alternatives, `?` after a group or letter makes it optional, and `е` is `ё` too.

/** Letters of both languages: a class of all letters there are takes long to compile. */
const letter = "a-zа-яё";

const sourceOf = (pattern: string): string =>
  pattern
    .replace(/\((?!\?)/g, "(?:")
    .replace(/(?<!\))\*/g, `[${letter}]*`)
    .replaceAll("е", "[её]")
    .replaceAll(" ", "\\s+");

/** Alternatives as they stand inside a larger expression. */
export const alternatives = (patterns: readonly string[]): string =>
  `(?:${patterns.map(sourceOf).join("|")})(?![${letter}0-9])`;

/** Whole words only. */
export const words = (patterns: readonly string[]): string =>
  `(?<![${letter}0-9])${alternatives(patterns)}`;

export const anyOf = (patterns: readonly string[]): RegExp => new RegExp(words(patterns), "iu");
export const everyOf = (patterns: readonly string[]): RegExp => new RegExp(words(patterns), "giu");

/** Only at the beginning of a text. */
export const opening = (patterns: readonly string[]): RegExp =>
  new RegExp(`^\\s*${words(patterns)}[\\s,:–—-]*`, "iu");

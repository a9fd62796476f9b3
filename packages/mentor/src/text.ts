// Small operations on text: one line, titles, Markdown escapes, likeness of two texts.

/** One line: any run of white space or control characters is one space. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();

export const capitalised = (text: string): string => {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
};

/** A title of a module, no longer than one may be. */
export const asTitle = (text: string): string => text.slice(0, 200).toWellFormed().trim();

/** One line, cut at a word, with an ellipsis, when longer than `limit`. */
export const clipped = (text: string, limit: number): string => {
  const line = oneLine(text);
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1).toWellFormed();
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/, "")}…`;
};

export const folded = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

/** One line in which nothing is Markdown. */
export const escaped = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*[\]<>~|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^([-+#=])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");

export const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1").trim();

/** A line without the Markdown around it. */
export const plain = (text: string): string =>
  unescaped(text.replace(/^#+\s*|^>\s*|(?<!\\)(?:\*\*|__|`)/g, ""));

const stopWords = new Set(
  "и в на с по о об про для из к от до а the a an of to in on for and with about into at by or".split(
    " ",
  ),
);

const wordsOf = (text: string): string[] => {
  const words = new Set(folded(text).match(/[\p{L}\p{N}+#]+/gu));
  return [...words].filter((word) => !stopWords.has(word));
};

/** The same word in another form: most of the longer one is shared from its beginning. */
const akin = (first: string, second: string): boolean => {
  const shared = Math.max(3, Math.ceil(Math.max(first.length, second.length) * 0.55));
  const isLong = first.length >= shared;
  return first === second || (isLong && second.startsWith(first.slice(0, shared)));
};

/** The part of the words of `wanted` that `text` has, 0 to 1; endings may differ. */
export const coverage = (wanted: string, text: string): number => {
  const words = wordsOf(wanted);
  const there = wordsOf(text);
  if (words.length === 0) return 0;
  return words.filter((word) => there.some((one) => akin(word, one))).length / words.length;
};

/** How much two texts share, 0 to 1, the same in both directions. */
export const likeness = (first: string, second: string): number => {
  if (folded(first) === folded(second)) return 1;
  return (coverage(first, second) + coverage(second, first)) / 2;
};

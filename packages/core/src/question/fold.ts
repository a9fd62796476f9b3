// How texts are compared: what a person would call the same is the same.

/** NFKC, lower case, ё as е: what spelling leaves open. */
export const foldLetters = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");

/** Signs that carry meaning in code and numbers: "C++" is not "C", and "!= 1" is not "= 1". */
const meaningful = /[#%&*/@\\]/;

/** A minus before a number is part of it, a point inside one too, and "!" before "=" is an operator. */
function isMeaningful(signs: readonly string[], at: number): boolean {
  const [before = " ", sign = "", next = " "] = [signs[at - 1], signs[at], signs[at + 1]];
  if (sign === "!") return next === "=";
  if (sign === "-") return /\d/.test(next) && /\s/.test(before);
  if (sign === ".") return /\d/.test(before) && /\d/.test(next);
  return meaningful.test(sign);
}

/**
 * A text as it is compared: letters folded, a decimal comma as a point, punctuation as spaces, spaces as one. What is
 * punctuation alone stays as it is, without spaces: "==" is an answer too.
 */
export function fold(text: string): string {
  const letters = foldLetters(text)
    .replaceAll("−", "-")
    .replaceAll(/(?<=\d),(?=\d)/g, ".");
  const signs = Array.from(letters);
  const folded = signs
    .map((sign, at) => (/\p{P}/u.test(sign) && !isMeaningful(signs, at) ? " " : sign))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim();
  return folded === "" ? letters.replaceAll(/\s+/g, "") : folded;
}

/** What a reader sees of Markdown written in a line: without backticks, stars and links. */
export const visible = (markdown: string): string =>
  markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/`+/g, "")
    .replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gs, "$2")
    .replaceAll(/(?<![\p{L}\d*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\p{L}\d*])/gsu, "$1")
    .trim();

/** Prose without its code: fenced blocks and what stands in backticks. */
export const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/```[\s\S]*?(```|$)/g, " ").replaceAll(/`[^`\n]*`/g, " ");

/** The words of a text, folded; a hyphenated word is one. */
export const wordsOf = (text: string): string[] =>
  foldLetters(text).match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? [];

/** The share of trigrams two texts have in common, 0 to 1 (Jaccard, of folded texts). */
export function likeness(one: string, other: string): number {
  const [a, b] = [trigrams(one), trigrams(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared / (a.size + b.size - shared);
}

function trigrams(text: string): Set<string> {
  const padded = ` ${fold(visible(text))} `;
  const all = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) all.add(padded.slice(at, at + 3));
  return all;
}

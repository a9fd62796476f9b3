import { limits } from "./limits.ts";

/** Marks that change how a sign is drawn, as in emoji, and none that are a part of a word. */
const signMarks = /[\p{Variation_Selector}\p{Me}]/gu;

/**
 * The form in which two titles are of the same module: without its number, its case, its signs. Marks are parts of their
 * letters: without them, words of scripts that write vowels as marks would be the same. What is kept under it must
 * not be shown as new, so server and page compare by this one.
 */
export const normaliseTitle = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(signMarks, "")
    .replace(/^(module|модуль)\s*\d+\s*[.:—–-]?\s*/u, "")
    .replace(/(?:[^\p{L}\p{M}\p{N}+#]|(?<![\p{L}\p{M}\p{N}])\p{M})+/gu, " ")
    .trim();

/** Something like a tag of HTML, or a control character: what a screen shows of it is not certain. */
const unclear = /<\/?[a-z!][^<>]*>|\p{Cc}/iu;

/** Whether a title reads the same wherever it is shown, so that modules can be held to it. */
export const isClearTitle = (title: string): boolean =>
  title !== "" && title.length <= limits.titleChars && !unclear.test(title);

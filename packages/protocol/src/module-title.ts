import { limits } from "./limits.ts";

/**
 * The form in which two titles are of the same module: without its number, its case, its signs. What is kept under it must
 * not be shown as new, so server and page compare by this one.
 */
export const normaliseTitle = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/^(module|модуль)\s*\d+\s*[.:—–-]?\s*/u, "")
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();

/** Something like a tag of HTML, or a control character: what a screen shows of it is not certain. */
const unclear = /<\/?[a-z!][^<>]*>|\p{Cc}/iu;

/** Whether a title reads the same wherever it is shown, so that modules can be held to it. */
export const isClearTitle = (title: string): boolean =>
  title !== "" && title.length <= limits.titleChars && !unclear.test(title);

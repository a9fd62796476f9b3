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

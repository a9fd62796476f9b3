// Files that a browser saves.
import { create } from "content-disposition";

/** Characters of the longest name: file systems take 255 bytes, and Cyrillic letters two each. */
const maxChars = 80;

/** A title as the name of a file that every file system takes. */
function fileName(title: string, extension: string): string {
  const name = title
    .toWellFormed()
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .replace(/[\\/:*?"<>|%]+/g, "-")
    .trim()
    .replace(/^[.\s-]+/, "");
  // Half a pair of surrogates at the cut is no character.
  const cut = name
    .slice(0, maxChars)
    .toWellFormed()
    .replace(/[\uFFFD.\s]+$/, "");
  return `${cut === "" ? "ai-learning" : cut}.${extension}`;
}

/**
 * The header by which a browser saves an answer under a title. Names outside ASCII are in `filename*` (RFC 6266); for
 * clients that do not know it there is a plain one beside it.
 */
export const attachment = (title: string, extension: string) => ({
  "Content-Disposition": create(fileName(title, extension), {
    fallback: `ai-learning.${extension}`,
  }),
});

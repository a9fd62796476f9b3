// Text that must look as it was written, inside markdown, and back.
import { oneLine } from "./words.ts";

/** One line in which nothing is markup. */
export const escaped = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*[\]<>~|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^([-+#=])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");

export const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1").trim();

/** A line without the markup around it, for plans written by other hands. */
export const plain = (text: string): string =>
  unescaped(
    text
      .replace(/(?<!\\)(?:\*\*|__|`)/g, "")
      .replace(/^#+\s*/, "")
      .replace(/^>\s*/, ""),
  );

// Text of people in a Markdown document: it reads as it was typed, and nothing in it is Markdown.

/** Characters that the terminal and some readers act on; a document has no use for them. */
const controls = /[\p{Cc}\u2028\u2029]/gu;

const withoutControls = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(controls, (sign) => (/[\n\t]/.test(sign) ? sign : " "));

/** Signs with a meaning inside a line, and those with one where a line begins. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>~|$]|&(?=#?\w+;)/g, "\\$&")
    .replace(/^[#+=-]/, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2")
    // Addresses would become links by themselves.
    .replace(/(?<=\bhttps?|\bftp):(?=\/\/)/gi, "&#58;")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`)
    .replace(/@/g, "&#64;");

/** One line of it, for a heading or an item; a number or a dash at its beginning is only that. */
export const inline = (text: string): string =>
  escaped(withoutControls(text).replace(/\s+/g, " ").trim());

/** A line with its indentation, which Markdown would drop or take for code. */
function shown(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const spaces = indent.replaceAll("\t", "    ").length;
  return "&nbsp;".repeat(spaces) + escaped(line.slice(indent.length).trimEnd());
}

/** All of its lines, each on a line of its own; empty ones part paragraphs. */
export function literal(text: string): string {
  const paragraphs = withoutControls(text)
    .trim()
    .split(/\n[ \t]*(?:\n[ \t]*)*\n/);
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => paragraph.split("\n").map(shown).join("\\\n"))
    .join("\n\n");
}

/** Every line of a document, or of part of one, as a quotation. */
export const quoted = (markdown: string): string =>
  markdown
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

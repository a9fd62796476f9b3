// An answer of the mentor in a document, as it is: Markdown that must not swallow what comes after it.
import { marked } from "marked";
import { quoted } from "./literal.ts";

const end = "the end of an answer";

/** True when what follows a text is read as what it is. */
function isClosed(text: string): boolean {
  const last = marked.lexer(`${text}\n\n## ${end}\n`).at(-1);
  return last?.type === "heading" && last["depth"] === 2 && last["text"] === end;
}

/** What ends the blocks of CommonMark that go on until something ends them: fences and HTML. */
function closers(text: string): string[] {
  const fences = [...text.matchAll(/^[ \t]*(`{3,}|~{3,})/gm)].map(([, fence = ""]) => fence);
  const tags = ["script", "pre", "style", "textarea"].map((tag) => `</${tag}>`);
  return [...new Set(fences.toReversed())].slice(0, 5).concat("-->", "?>", "]]>", ">", tags);
}

/** Only these can stay open at the end of a text. */
const canStayOpen = /^[ \t>*+\-\d.)]*(`{3,}|~{3,}|<)/m;

/** Tabs and line ends apart, no document has a use for them, and JSON takes six bytes for each. */
const controls = /(?![\n\t])\p{Cc}/gu;

/**
 * A text as it stands, followed by what closes a block that it left open: code that an answer was stopped in, a comment.
 * One that cannot be closed is quoted, and ends with the quotation.
 */
export function contained(markdown: string): string {
  const text = markdown.replace(/\r\n?/g, "\n").replace(controls, "").trimEnd();
  if (!canStayOpen.test(text) || isClosed(text)) return text;
  for (const closer of closers(text)) {
    const closed = `${text}\n${closer}`;
    if (isClosed(closed)) return closed;
  }
  return quoted(text);
}

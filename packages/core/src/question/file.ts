// Reading a question file: JSON of the shape of `item.ts`, or what is wrong with it, one sentence a place.
import type * as z from "zod";
import { questionFile, type QuestionFile } from "./item.ts";

export type ReadFile =
  | { readonly file: QuestionFile; readonly faults: readonly [] }
  | { readonly file: null; readonly faults: readonly string[] };

/** More faults than a person reads at once tell nothing new. */
const maxFaults = 20;

/** `cards[2].items[0].stem`, counted from 1 for people: "card 3, item 1, stem". */
function placeOf(path: readonly PropertyKey[]): string {
  const names: Record<string, string> = { cards: "card", items: "item", options: "option" };
  const parts: string[] = [];
  for (const [at, part] of path.entries()) {
    const before = path[at - 1];
    if (typeof part === "number") {
      parts.pop();
      parts.push(`${names[String(before)] ?? String(before)} ${String(part + 1)}`);
    } else parts.push(String(part));
  }
  return parts.join(", ") || "the file";
}

/** An item of no known kind is read as each kind in turn: only the deepest fault is worth a sentence. */
const sentenceOf = ({ path, message }: z.core.$ZodIssue): string => `${placeOf(path)}: ${message}`;

/** Reads a file's text. Never throws: a file that is none gives its faults. */
export function readQuestionFile(text: string): ReadFile {
  let value: unknown;
  try {
    // A byte order mark is what Windows editors put first.
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { file: null, faults: [`the file is not JSON: ${reason}`] };
  }
  const read = questionFile.safeParse(value);
  if (read.success) return { file: read.data, faults: [] };
  return { file: null, faults: read.error.issues.slice(0, maxFaults).map(sentenceOf) };
}

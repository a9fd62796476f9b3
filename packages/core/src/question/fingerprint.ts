// What makes an item the same item: its words, however they are spaced and in whichever order options were written.
import { createHash } from "node:crypto";
import { fold } from "./fold.ts";
import type { Item } from "./item.ts";

/** What of an item's answer tells it from another of the same stem. */
function answerOf(item: Item): string[] {
  switch (item.kind) {
    case "choice": {
      const texts = item.options.map(
        ({ id, text }) => (item.key.includes(id) ? "+" : "-") + fold(text),
      );
      return texts.toSorted();
    }
    case "order":
      return item.key.map((id) => fold(item.options.find((one) => one.id === id)?.text ?? ""));
    case "cloze":
      return item.answers.map(fold).toSorted();
    case "number":
      return [item.answer, item.tolerance, item.unit ?? ""].map(fold);
  }
  return item.rubric.map(({ text, essential }) => (essential ? "+" : "-") + fold(text)).toSorted();
}

/** 32 hexadecimal digits; equal for items that differ in ids, order of options, case, punctuation or spaces alone. */
export function fingerprintOf(item: Item): string {
  const said = JSON.stringify([item.kind, fold(item.stem), answerOf(item)]);
  return createHash("sha256").update(said).digest("hex").slice(0, 32);
}

// Grading in code: choice by id, cloze, number, order. Short answers are graded by rubric points (grade-short.ts).
import { text } from "@ai-learning/protocol/text";
import * as z from "zod";
import { fold } from "./fold.ts";
import type { ItemKind, ItemOf } from "./item.ts";
import { isNear, readingsOf } from "./number.ts";

/** What a learner answers: an option's id, ids in order, or words. Empty is a skip. */
export const response = z.union([
  z.object({ option: z.string().max(32) }).strict(),
  z.object({ order: z.array(z.string().max(32)).max(12) }).strict(),
  z.object({ text: text(12_000) }).strict(),
]);
export type Response = z.infer<typeof response>;

export type Verdict = "right" | "partly" | "wrong" | "skipped" | "ungraded";

export type CodeKind = Exclude<ItemKind, "short">;

function isRightNumber({ answer, tolerance, unit }: ItemOf<"number">, given: string): boolean {
  const [right] = readingsOf(answer, unit);
  const [allowed = 0] = readingsOf(tolerance, unit);
  if (right === undefined) return false;
  return readingsOf(given, unit).some((one) => isNear(one, right, Math.abs(allowed)));
}

const isEmpty = (given: Response): boolean =>
  "text" in given
    ? given.text.trim() === ""
    : "order" in given
      ? given.order.length === 0
      : given.option === "";

/** Grades a response to an item whose key code can compare. A response of another kind than the item's is wrong. */
export function gradeInCode(item: ItemOf<CodeKind>, given: Response): Verdict {
  if (isEmpty(given)) return "skipped";
  return isRight(item, given) ? "right" : "wrong";
}

function isRight(item: ItemOf<CodeKind>, given: Response): boolean {
  switch (item.kind) {
    case "choice":
      return "option" in given && item.key.length === 1 && item.key[0] === given.option;
    case "order":
      return (
        "order" in given &&
        given.order.length === item.key.length &&
        given.order.every((id, at) => id === item.key[at])
      );
    case "cloze":
      return "text" in given && item.answers.some((one) => fold(one) === fold(given.text));
  }
  return "text" in given && isRightNumber(item, given.text);
}

// Which exercise of a lesson a passage is of: who asks about one is doing it.
import { readLesson } from "@ai-learning/protocol/lesson-read";

/** A selection on the page has none of Markdown's marks. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** The exercise's anchor; undefined for a passage of any other part. */
export function exerciseOf(text: string, passage: string): string | undefined {
  const asked = plain(passage);
  if (asked === "") return undefined;
  const parts = readLesson(text).parts.filter(({ title, markdown }) =>
    plain(`${title} ${markdown}`).includes(asked),
  );
  // Words that stand in another part too are no sign of an exercise.
  return parts.every(({ kind }) => kind === "exercise") ? parts[0]?.anchor : undefined;
}

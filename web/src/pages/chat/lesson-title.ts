// Which lesson a text is of: its title is the text's first heading.
import type { LessonBrief } from "@ai-learning/protocol/lesson";

/** The title of a lesson's text; null while there is none. */
export function titleOf(text: string): string | null {
  const [, title] = /^\s*#\s+(.+?)\s*#*\s*(?:\n|$)/.exec(text) ?? [];
  return title ?? null;
}

const plain = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^(?:lesson|урок)\s*\d+\s*[.:—–-]\s*/u, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The lesson whose text it is, where that can be told. */
export function lessonOf(text: string, lessons: readonly LessonBrief[]): LessonBrief | undefined {
  const title = titleOf(text);
  return title === null ? undefined : lessons.find((one) => plain(one.title) === plain(title));
}

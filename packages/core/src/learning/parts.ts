// What is read in the text of a lesson when it has ended.
import { minutesOf, readLesson, wordsOf, type LessonPart } from "@ai-learning/protocol/lesson-read";
import type { Locale } from "../prompts/locale.ts";

export interface LessonParts {
  readonly sections: readonly Pick<LessonPart, "anchor" | "title" | "kind">[];
  /** To read it and do its exercises. */
  readonly minutes: number;
}

/** Minutes of one exercise. */
const exerciseMinutes = 15;

/** Null: there is no text. */
export function partsOf(text: string, locale: Locale): LessonParts | null {
  if (text.trim() === "") return null;
  const { parts } = readLesson(text);
  const exercises = parts.filter(({ kind }) => kind === "exercise").length;
  return {
    sections: parts.map(({ anchor, title, kind }) => ({ anchor, title, kind })),
    minutes: minutesOf(wordsOf(text), locale) + exercises * exerciseMinutes,
  };
}

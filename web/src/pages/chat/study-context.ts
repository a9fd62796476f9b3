// What a study chat knows of the module around it.
import type { LessonBrief } from "@ai-learning/protocol/lesson";
import { createContext } from "solid-js";

export interface StudyPlace {
  readonly lessons: readonly LessonBrief[];
  readonly hrefOf: (lesson: LessonBrief) => string;
}

/** Undefined where the chat is shown apart from its module. */
export const StudyContext = createContext<() => StudyPlace>();

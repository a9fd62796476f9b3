// Has the next lesson of the module written while this one's exercise is being done, so that it is there when it is opened.
import type { LessonBrief, LessonPage } from "@ai-learning/protocol/lesson";
import type { Usage } from "@ai-learning/protocol/user";

/** Tokens that must be left of the day's allowance: a lesson, and some questions about this one. */
const enoughTokens = 12_000;

/** The lesson to have written; undefined where there is none, or it would take what this one may need. */
export function lessonToPrepare(
  page: LessonPage,
  usage: Usage | undefined,
): LessonBrief | undefined {
  const { lesson, module, version } = page;
  const isArchived = page.archived_at !== null || module.archived_at !== null;
  if (isArchived || version?.status !== "complete") return undefined;
  if (usage === undefined || usage.left < enoughTokens) return undefined;
  const next = module.lessons.find((one) => one.lesson_number === lesson.lesson_number + 1);
  return next?.text_status === null && next.done_at === null ? next : undefined;
}

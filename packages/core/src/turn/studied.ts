// What a learner has before them who asks in a study chat, as requests and frames say it.
import type { Studied } from "./turn.sql.ts";

export const studiedIn = (said: {
  readonly lesson_version_id?: string | null | undefined;
  readonly hints_shown?: number | null | undefined;
}): Studied => ({
  lessonVersionId: said.lesson_version_id ?? null,
  hintsShown: said.hints_shown ?? null,
});

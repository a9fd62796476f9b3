// The jobs of learning as they are opened: what they are about, and what is reserved for them.
import type { Opening } from "../job/job.sql.ts";
import { lessonSettings, outlineSettings } from "../prompts/answer-settings.ts";

/** Our own words in a prompt, the shape of the answer among them. */
const ownTokens = 1_500;

/** The job that makes the outline of a module; a bad answer is asked for once more. */
export const outlineOpening = (userId: string, trackId: string, moduleId: string): Opening => ({
  userId,
  kind: "module-outline",
  input: { track_id: trackId, module_id: moduleId },
  idempotencyKey: null,
  reserve: { calls: 2, answerTokens: outlineSettings.maxTokens + ownTokens, bytes: 0 },
});

/** Our own words in a prompt, and the longest title and context. */
const freeOwnTokens = 4_000;

export interface LessonRequest {
  readonly title: string;
  readonly context: string;
  readonly kind: string;
  readonly idempotencyKey: string | null;
}

/** The job that writes such a lesson. */
export const freeLessonOpening = (userId: string, request: LessonRequest): Opening => ({
  userId,
  kind: "generate-lesson",
  input: { title: request.title, context: request.context, kind: request.kind },
  idempotencyKey: request.idempotencyKey,
  reserve: { calls: 1, answerTokens: lessonSettings.maxTokens + freeOwnTokens, bytes: 0 },
});

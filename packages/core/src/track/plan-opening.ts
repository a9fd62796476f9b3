// The job that makes a structured plan as it is opened: what it is about, and what is reserved for it.
import type { Opening } from "../job/job.sql.ts";
import { planSettings } from "../prompts/answer-settings.ts";

/** Of the dialogue, in a prompt. */
export const dialogueBytes = 12_000;
/** Our own words in a prompt, the shape of the answer among them. */
const ownTokens = 1_200;

export interface PlanRequest {
  readonly trackId: string;
  readonly chatId: string | null;
  readonly expectations: string | null;
  readonly idempotencyKey: string | null;
}

/** The job that makes a plan; a bad answer is asked for once more. */
export const opening = (userId: string, request: PlanRequest): Opening => ({
  userId,
  kind: "generate-plan",
  input: {
    track_id: request.trackId,
    chat_id: request.chatId,
    user_expectations: request.expectations,
  },
  idempotencyKey: request.idempotencyKey,
  reserve: {
    calls: 2,
    answerTokens: planSettings.maxTokens + ownTokens,
    bytes: dialogueBytes,
  },
});

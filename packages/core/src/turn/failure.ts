// The error of a turn or a job that failed, as a request that waited for it is told.
import type { AnswerNotes } from "@ai-learning/protocol/chat";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { PublicError, sentenceOf } from "../error.ts";
import { sentences as advices } from "../model/failure.ts";

interface Failed {
  /** Why; null: nobody knows. */
  readonly error_code: string | null;
  readonly notes: AnswerNotes | null;
}

/** The error, with what to correct on a model of the user's own, and when to try again. */
export function failure({ error_code: code, notes }: Failed): PublicError {
  const { advice, retry_at } = notes ?? {};
  const sentence = advice === undefined ? sentenceOf(code) : advices[advice];
  const waitMs = retry_at === undefined ? 0 : Date.parse(retry_at) - Date.now();
  return new PublicError((code ?? "internal_error") as ErrorCode, sentence, {
    ...(waitMs > 0 && { retryAfter: Math.ceil(waitMs / 1_000) }),
  });
}

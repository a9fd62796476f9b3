// What a learner is told about an answer beside its text.
import { answerNotes, type AnswerNotes, type HistoryItem } from "@ai-learning/protocol/chat";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Answer } from "../model/client.ts";

/** Failures that pass by themselves: trying again later makes sense. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "model_rate_limited",
  "model_unavailable",
  "own_model_unavailable",
]);

/** What is known of one answer, and who and when. */
export interface Known {
  readonly answer: Pick<Answer, "text" | "leftOut" | "advice" | "retryAfterMs">;
  /** Why it failed; null: it did not. */
  readonly error: ErrorCode | null;
  /** The user's own model was asked. Nobody but its owner can do anything about a model. */
  readonly isOwn: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Modules were made of the plan shown, without a model. */
  readonly isFromPlan?: boolean | undefined;
}

/** The notes of an answer; null when there is nothing to say. */
export function notesOf({ answer, error, isOwn, now, isFromPlan }: Known): AnswerNotes | null {
  const { text, leftOut = 0, advice, retryAfterMs } = answer;
  const isLater = error !== null && passing.has(error) && retryAfterMs != null && retryAfterMs > 0;
  const notes: AnswerNotes = {
    ...(leftOut > 0 && text !== "" && { left_out: leftOut }),
    ...(error !== null && isOwn && advice != null && { advice }),
    ...(isFromPlan && { from_plan: true as const }),
    ...(isLater && { retry_at: new Date(now + retryAfterMs).toISOString() }),
  };
  return Object.keys(notes).length === 0 ? null : notes;
}

const pick = (item: HistoryItem, areNotes: boolean): object =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => Object.hasOwn(answerNotes.shape, name) === areNotes),
  );

/** The notes that a history has of an answer. */
export const notesIn = (item: HistoryItem): AnswerNotes => pick(item, true);

/** A message of a history as the original had it. */
export const withoutNotes = (item: HistoryItem): HistoryItem =>
  pick(item, false) as Omit<HistoryItem, keyof AnswerNotes>;

// What may be said to a client: one class, a code from the contract's list, one sentence.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Parts } from "@ai-learning/protocol/readiness";

export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** An error a client may see. Anything else becomes a blank `internal_error`. */
export class PublicError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  /** Seconds after which trying again may help. */
  readonly retryAfter: number | undefined;
  /** Of `not_ready`: which parts are there. */
  readonly parts: Parts | undefined;

  constructor(
    code: ErrorCode,
    sentence: string,
    options: {
      cause?: unknown;
      issues?: readonly Issue[];
      retryAfter?: number;
      parts?: Parts;
    } = {},
  ) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PublicError";
    this.code = code;
    this.issues = options.issues;
    this.retryAfter = options.retryAfter;
    this.parts = options.parts;
  }
}

/** A setting that is missing or wrong: one sentence that names it and says what would be right. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** A database that cannot be used as it is: one sentence and what to do. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}

const sentences = {
  not_signed_in: "Not signed in: send the session cookie or Authorization: Bearer <access_token>",
  invalid_token: "Could not validate credentials",
  token_expired: "The access token has expired: sign in again or refresh",
  signed_out: "Signed out: sign in again",
  sign_in_replaced: "The sign-in of this page was replaced: reconnect",
  user_mismatch: "user_id is not the signed-in user",
  admin_only: "Everybody's figures are for admins only",
  track_not_found: "Track not found",
  session_not_found: "Chat session not found",
  chat_not_found: "Chat not found or access denied",
  message_not_found: "Message not found or access denied",
  job_not_found: "Job not found or access denied",
  feed_not_found: "There is no calendar at this address: it was revoked, or never given out",
  session_mismatch: "This session_id already belongs to another track",
  message_id_reused: "This client_message_id was already used for another text",
  module_not_found: "Module not found or access denied",
  lesson_not_found: "Lesson not found or access denied",
  version_not_found: "The lesson has no such version",
  assignment_not_found: "Assignment not found or access denied",
  module_archived:
    "This module is not in the plan any more: bring it back on the track's page first",
  lesson_changed: "Another text of this lesson was asked for meanwhile: look at that one first",
  plan_changed: "The plan has changed meanwhile: look at the new one first",
  turn_in_progress: "The mentor is still answering: try again when the answer is complete",
  nothing_to_undo: "There is no earlier plan to go back to",
  too_many_modules: "A track has at most 20 modules: take one out of the plan first",
  turn_not_repeatable:
    "Only the chat's last turn can be done again, and modules only by finalising again",
  plan_not_found: "There is no course plan in the dialogue yet: ask the mentor for one first",
  budget_exhausted: "Today's token budget is used up; it renews at 00:00 UTC",
  too_many_turns: "The mentor is still writing several answers for you: wait for one of them",
  stopped: "The answer was stopped",
  model_rate_limited: "The model is answering too many requests; try again in a little while",
  model_unavailable: "The model could not be reached or broke off; try again",
  model_refused: "The model refused to answer this message",
  model_bad_answer: "The model's answer could not be used; try again",
  model_rejected: "The model's server rejected the request: check the key, the model and the URL",
  model_not_configured: "No model is configured",
  model_misconfigured:
    "This service's model is not set up correctly: its operator has to correct that",
  own_model_rejected:
    "Your own model refused the request: check the key, the model and the URL in the AI settings",
  own_model_unavailable:
    "Your own model could not be reached or broke off: check its URL in the AI settings",
  url_not_allowed: "The URL of your own model may not be called: it must be https and public",
  model_timeout: "The model did not answer in time; try again",
  gave_up: "The answer could not be written after several tries; send the message again",
  database_unavailable: "The database cannot be reached; try again in a moment",
  internal_error: "Something went wrong on our side",
} as const satisfies Partial<Record<ErrorCode, string>>;

export type SentenceCode = keyof typeof sentences;

/** Seconds until budgets renew: at midnight, UTC. */
const secondsOfDayLeft = (): number => 86_400 - (Math.floor(Date.now() / 1000) % 86_400);

/** A database that restarts or is too busy is back within seconds. */
const databaseRetrySeconds = 5;

/** A public error with its standing sentence. */
export function problem(code: SentenceCode, cause?: unknown): PublicError {
  return new PublicError(code, sentences[code], {
    ...(cause === undefined ? {} : { cause }),
    ...(code === "budget_exhausted" ? { retryAfter: secondsOfDayLeft() } : {}),
    ...(code === "database_unavailable" ? { retryAfter: databaseRetrySeconds } : {}),
  });
}

/** The standing sentence of a stored error code; unknown codes read as our own fault. */
export function sentenceOf(code: string | null): string {
  return code !== null && Object.hasOwn(sentences, code)
    ? sentences[code as SentenceCode]
    : sentences.internal_error;
}

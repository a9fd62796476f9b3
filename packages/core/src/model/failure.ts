// What a model server's error means to us. Its own words never leave the log.
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { PublicError } from "../error.ts";

/** Our own reason for refusing an address or an answer, which the client library may wrap. */
export function refusalIn(cause: unknown): PublicError | null {
  for (let one = cause; one instanceof Error; one = one.cause) {
    if (one instanceof PublicError) return one;
  }
  return null;
}

/** The public code for a failed call. */
export function codeOf(error: unknown): ErrorCode {
  const refusal = refusalIn(error);
  if (refusal !== null) return refusal.code;
  if (error instanceof APIConnectionTimeoutError) return "model_timeout";
  if (error instanceof APIUserAbortError) return "model_timeout";
  if (error instanceof APIConnectionError) return "model_unavailable";
  if (error instanceof APIError && error.status !== undefined) {
    if (error.code === "insufficient_quota") return "model_rejected";
    if (error.status === 429) return "model_rate_limited";
    if (error.status === 408 || error.status === 504) return "model_timeout";
    if (error.status >= 500 || error.status === 409) return "model_unavailable";
    return error.code === "content_filter" ? "model_refused" : "model_rejected";
  }
  return "model_unavailable";
}

/** A cause fit for the log: no key, and nothing that a server of the user's choosing wrote. */
export function quiet(
  cause: unknown,
  { own, key }: { readonly own: boolean; readonly key: string },
): unknown {
  if (!(cause instanceof Error) || cause instanceof PublicError) return cause;
  if (!own) {
    return `${cause.message} ${cause.stack ?? ""} ${String(cause.cause)}`.includes(key)
      ? new Error(cause.message.replaceAll(key, "[key]"))
      : cause;
  }
  const status = cause instanceof APIError ? ` ${String(cause.status ?? "")}` : "";
  return new Error(`${cause.constructor.name}${status}`);
}

/** An option that some servers or models do not take. */
export type Unsupported =
  | "max_tokens"
  | "temperature"
  | "stream_options"
  | "json_schema"
  | "json_object";

const options: readonly [Unsupported, RegExp][] = [
  ["stream_options", /stream_options|include_usage/],
  ["max_tokens", /max_tokens/],
  ["temperature", /temperature/],
];

/** Which option a 400 objects to; null when it is about something else. */
export function isUnsupported(error: unknown, wantsJson: boolean): Unsupported | null {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return null;
  const words = `${error.param ?? ""} ${error.message}`.toLowerCase();
  const named = options.find(([, pattern]) => pattern.test(words))?.[0];
  if (named !== undefined) return named;
  if (!wantsJson || !/response_format|json|schema|grammar|format/.test(words)) return null;
  return /json_object/.test(words) && !/json_schema/.test(words) ? "json_object" : "json_schema";
}

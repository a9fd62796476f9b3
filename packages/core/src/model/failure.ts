// A call of a model that failed: what we call it, and what the log may know of it.
import type { ModelAdvice as Advice } from "@ai-learning/protocol/chat";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { PublicError } from "../error.ts";
import { isOfContent } from "./meaning.ts";
import type { Refusal } from "./refusal.ts";

export type { Advice };

/** One attempt that failed. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: ErrorCode;
  /** The same request may succeed a little later. */
  readonly isPassing: boolean;
  readonly advice: Advice | null;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | null;
  readonly refusal: Refusal | null;

  constructor(
    code: ErrorCode,
    reason: string,
    more: {
      readonly isPassing?: boolean;
      readonly advice?: Advice | null;
      readonly refusal?: Refusal;
      readonly cause?: unknown;
    } = {},
  ) {
    super(reason, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.isPassing = more.isPassing ?? false;
    this.advice = more.advice ?? null;
    this.refusal = more.refusal ?? null;
    this.retryAfterMs = more.refusal?.retryAfterMs ?? null;
  }
}

const hasNoCredit = ({ codes, words, status }: Refusal): boolean =>
  status === 402 ||
  codes.includes("insufficient_quota") ||
  /insufficient.?(?:quota|balance|credit)/i.test(words);

function codeOf(refusal: Refusal): ErrorCode {
  const { status } = refusal;
  if (hasNoCredit(refusal)) return "model_rejected";
  if (status === 429) return "model_rate_limited";
  if (status === 408 || status === 504 || status === 524) return "model_timeout";
  if (status >= 500 || status === 409 || status < 300) return "model_unavailable";
  return isOfContent(refusal) ? "model_refused" : "model_rejected";
}

function adviceOf(refusal: Refusal): Advice | null {
  const { status, isPage } = refusal;
  if (hasNoCredit(refusal)) return "check_account";
  if (status === 401 || status === 403) return "check_key";
  if (status < 500 && isPage) return "web_page";
  return status === 404 ? "check_model" : null;
}

/** The model is being loaded: trying again is waiting. */
export const isStarting = ({ status, words }: Refusal): boolean =>
  status === 503 && /\b(?:is |currently )?(?:loading|starting|warming)\b/i.test(words);

/** A refusal that asking in another way will not change. */
export function refused(refusal: Refusal): Failure {
  const code = codeOf(refusal);
  const said = [refusal.status, ...refusal.codes, refusal.words].join(" ").trim();
  return new Failure(code, said.slice(0, 1_000), {
    isPassing: ["model_rate_limited", "model_timeout", "model_unavailable"].includes(code),
    advice: isStarting(refusal) ? "starting" : adviceOf(refusal),
    refusal,
  });
}

/** Our own reason for refusing an address or an answer, which the client library may wrap. */
export function refusalIn(cause: unknown): PublicError | null {
  for (let one = cause; one instanceof Error; one = one.cause) {
    if (one instanceof PublicError) return one;
  }
  return null;
}

/** A cause fit for the log: no key, and nothing that a server of the user's choosing wrote. */
export function quiet(
  cause: unknown,
  { own, key }: { readonly own: boolean; readonly key: string },
): unknown {
  if (!(cause instanceof Error) || cause instanceof PublicError) return cause;
  if (own) {
    const status = cause instanceof Failure ? (cause.refusal?.status ?? "") : "";
    return new Error(`${cause.constructor.name} ${String(status)}`.trim());
  }
  const inner = cause.cause instanceof Error ? ` (${cause.cause.message})` : "";
  return new Error(`${cause.message}${inner}`.replaceAll(key, "[key]"));
}

/** The sentence with which somebody who tests a model of their own is told what to correct. */
export const sentences: Readonly<Record<Advice, string>> = {
  check_key: "The model's server refused the key: check that it is complete and still valid",
  check_account: "The model's server accepts the key, but its account has no credit or quota left",
  check_model:
    "The model's server knows no such model or address: check the model's name and the URL",
  web_page:
    "This address is a web page, not a model's API: use the API's base URL, which often ends in /v1",
  not_an_api: "What answers at this address is not an OpenAI-compatible API: check the URL",
  window_too_small: "The model's context window is too small for this request",
  starting: "The model is still starting: try again in a minute",
};

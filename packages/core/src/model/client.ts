// One chat completion: what was said, what it cost, and how it ended.
import type { ErrorCode } from "@ai-learning/protocol/error";
import { systemClock, type Clock } from "../clock.ts";
import { PublicError } from "../error.ts";
import * as log from "../log.ts";
import { Call } from "./call.ts";
import { Failure, quiet, type Advice } from "./failure.ts";
import { limits as production, type Limits } from "./limits.ts";
import type { Endpoint, Request } from "./request.ts";
import { estimate, none, type Usage } from "./usage.ts";

export type { Endpoint, Request };

export interface Answer {
  /** What was written, also when it ended badly. */
  readonly text: string;
  /** The model's own name for itself, as reported. */
  readonly model: string;
  readonly usage: Usage;
  /** HTTP requests made, retries included. */
  readonly requests: number;
  readonly firstTokenMs: number | null;
  readonly durationMs: number;
  /** The model's length limit cut it (`finish_reason: "length"`): a part, never a whole. */
  readonly isTruncated: boolean;
  /** Older messages that did not fit the model's window and were not sent. */
  readonly leftOut?: number;
  /**
   * Null: ended well. `aborted`: our own signal. On the server's own model a refusal is `model_misconfigured`: no learner
   * can mend it; on a user's own it is `model_rejected`.
   */
  readonly error: ErrorCode | "aborted" | null;
  /** What the person who set the model up can do about it. */
  readonly advice?: Advice | null;
  /** The time after which the server wants to be asked again. */
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** What there is of an answer before the model was asked, or when it could not be. */
export const unasked = (model: string): Answer => ({
  text: "",
  model,
  usage: none,
  requests: 0,
  firstTokenMs: null,
  durationMs: 0,
  isTruncated: false,
  error: null,
});

/** What a failed call is called: our own signal first, then our own limits, then what the other side did. */
function codeOf(call: Call, error: unknown, own: boolean): ErrorCode | "aborted" {
  if (call.watch.isAborted) return "aborted";
  if (call.watch.passed !== null) return "model_timeout";
  if (error instanceof PublicError) return error.code;
  const code = error instanceof Failure ? error.code : "internal_error";
  return code === "model_rejected" && !own ? "model_misconfigured" : code;
}

/** What can be done about it, as far as it is known. */
function helpOf(call: Call, error: unknown): Pick<Answer, "advice" | "retryAfterMs"> {
  if (call.watch.passed === "headers") return { advice: "starting" };
  return error instanceof Failure ? { advice: error.advice, retryAfterMs: error.retryAfterMs } : {};
}

/** Asks the model and follows its answer to the end. Never throws: see `error`. */
export async function ask(
  endpoint: Endpoint,
  request: Request,
  limits: Limits = production,
  clock: Clock = systemClock,
): Promise<Answer> {
  const started = clock.now();
  const call = new Call(endpoint, request, limits, clock);
  const { transcript } = call;
  let failed: Partial<Answer> & Pick<Answer, "error"> = { error: null };
  try {
    await call.run();
  } catch (error) {
    const code = codeOf(call, error, endpoint.own);
    const cause = quiet(error, endpoint);
    const help = helpOf(call, error);
    failed = { ...help, error: code, cause };
    if (code === "model_misconfigured") {
      log.error("model_misconfigured", cause, { model: endpoint.name, ...help });
    }
  } finally {
    call.close();
  }
  const { text, model, usage, firstTokenMs, isTruncated } = transcript;
  return {
    text,
    model: model ?? endpoint.name,
    usage: usage ?? estimate(call.sent.messages, transcript.bytes, call.requests),
    requests: call.requests,
    firstTokenMs,
    durationMs: clock.now() - started,
    isTruncated,
    leftOut: call.sent.leftOut,
    ...failed,
  };
}

// How a failure is shown to the client: the one place where codes become statuses and bodies.
import { isAwsAway } from "@ai-learning/core/adapters/aws";
import { ConfigError, problem, PublicError } from "@ai-learning/core/error";
import * as log from "@ai-learning/core/log";
import { countBudgetRefusal } from "@ai-learning/core/metrics";
import { translate } from "@ai-learning/core/adapters/postgres";
import { errorStatus, type ErrorBody, type ErrorCode } from "@ai-learning/protocol/error";

/** A failure as clients may see it. What is not public is logged and becomes blank. */
export function publicOf(error: unknown, requestId: string): PublicError {
  const translated = isAwsAway(error) ? problem("database_unavailable", error) : translate(error);
  if (translated instanceof PublicError) {
    if (translated.code === "budget_exhausted") countBudgetRefusal();
    // Which part is not there has been logged with its reason, and once for all who ask.
    if (errorStatus[translated.code] >= 500 && translated.code !== "not_ready") {
      log.warn("request_failed", { request_id: requestId, code: translated.code }, error);
    }
    return translated;
  }
  log.error(error instanceof ConfigError ? "bad_setting" : "request_broke", error, {
    request_id: requestId,
  });
  return new PublicError("internal_error", "Something went wrong on our side", { cause: error });
}

export const statusOf = (code: ErrorCode): number => errorStatus[code];

/** The body of an HTTP error; the mentor's routes also say `success: false`. */
export const bodyOf = (error: PublicError, requestId: string, ofMentor: boolean): ErrorBody => ({
  detail: error.message,
  code: error.code,
  request_id: requestId,
  ...(error.issues === undefined ? {} : { issues: [...error.issues] }),
  ...(error.parts === undefined ? {} : { parts: error.parts }),
  ...(ofMentor ? { success: false as const, error: error.message } : {}),
});

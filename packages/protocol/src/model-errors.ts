// What can go wrong where a model is asked.
import type { ErrorCode } from "./error.ts";

export const modelErrors = [
  "budget_exhausted",
  "model_rate_limited",
  "model_unavailable",
  "model_refused",
  "model_bad_answer",
  "model_rejected",
  "own_model_rejected",
  "own_model_unavailable",
  "url_not_allowed",
  "model_not_configured",
  "model_misconfigured",
  "model_timeout",
  "gave_up",
] as const satisfies readonly ErrorCode[];

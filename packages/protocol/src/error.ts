// Everything that can go wrong in public: a closed list of codes, each with its HTTP status.
import * as z from "zod";
import { parts } from "./readiness.ts";

export const errorStatus = {
  invalid_json: 400,
  invalid_id: 400,
  invalid_choice: 400,
  url_not_allowed: 400,
  email_taken: 400,
  inactive_user: 400,
  invalid_request: 422,
  not_signed_in: 401,
  invalid_token: 401,
  token_expired: 401,
  invalid_credentials: 401,
  signed_out: 401,
  sign_in_replaced: 401,
  budget_exhausted: 402,
  user_mismatch: 403,
  origin_not_allowed: 403,
  admin_only: 403,
  route_not_found: 404,
  track_not_found: 404,
  session_not_found: 404,
  chat_not_found: 404,
  message_not_found: 404,
  job_not_found: 404,
  module_not_found: 404,
  lesson_not_found: 404,
  version_not_found: 404,
  assignment_not_found: 404,
  feed_not_found: 404,
  method_not_allowed: 405,
  message_id_reused: 409,
  session_mismatch: 409,
  plan_not_found: 409,
  plan_changed: 409,
  turn_in_progress: 409,
  nothing_to_undo: 409,
  too_many_modules: 409,
  module_archived: 409,
  lesson_changed: 409,
  turn_not_repeatable: 409,
  stopped: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unknown_type: 422,
  unknown_command: 422,
  too_many_requests: 429,
  too_many_turns: 429,
  model_rate_limited: 429,
  internal_error: 500,
  model_unavailable: 502,
  model_refused: 502,
  model_bad_answer: 502,
  model_rejected: 502,
  own_model_rejected: 502,
  own_model_unavailable: 502,
  model_not_configured: 503,
  model_misconfigured: 503,
  database_unavailable: 503,
  gave_up: 503,
  not_ready: 503,
  model_timeout: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/** One thing wrong with a request: where it is and what would be right. */
export const issue = z.object({ path: z.string(), message: z.string() });

/** Body of every HTTP error. Routes of the mentor add `success: false` and `error`. */
export const errorBody = z.object({
  detail: z.string(),
  code: z.enum(errorCodes),
  request_id: z.string(),
  issues: z.array(issue).optional(),
  parts: parts.optional().describe("of not_ready: which parts are there"),
  success: z.literal(false).optional(),
  error: z.string().optional(),
});

export type ErrorBody = z.infer<typeof errorBody>;

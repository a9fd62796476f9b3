// Codes that have a sentence in the dictionary.
import type { ApiErrorCode } from "@ai-learning/client/api-error";

export type ShownCode = ApiErrorCode;

/** Said before anything else is loaded, or when nothing can be. */
export type BasicCode = "internal_error" | "database_unavailable" | "offline" | "unavailable";

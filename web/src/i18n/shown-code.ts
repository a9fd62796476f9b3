// Codes that have a sentence in the dictionary.
export type { ApiErrorCode as ShownCode } from "@ai-learning/client/api-error";

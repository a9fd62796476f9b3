// The error codes that the site has a sentence for.
import type { ErrorCode } from "@ai-learning/protocol/error";

/** Codes of the contract, and those that only a browser meets. */
export type ShownCode = ErrorCode | "offline" | "unavailable" | "bad_answer";

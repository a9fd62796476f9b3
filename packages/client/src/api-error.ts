// What a call to the API may throw.
import type { ErrorBody, ErrorCode } from "@ai-learning/protocol/error";

/** Codes of the contract, and those of calls that got no answer of the service: none, a proxy's, or no JSON. */
export type ApiErrorCode = ErrorCode | "offline" | "unavailable" | "bad_answer";

export type Issue = NonNullable<ErrorBody["issues"]>[number];

interface Details {
  readonly code: ApiErrorCode;
  readonly detail: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
  /** Seconds the server asks us to wait. */
  readonly retryAfter?: number | undefined;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  readonly detail: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly issues: readonly Issue[];
  readonly retryAfter: number | undefined;

  constructor(details: Details, options?: ErrorOptions) {
    super(details.detail, options);
    this.code = details.code;
    this.detail = details.detail;
    this.status = details.status;
    this.requestId = details.requestId;
    this.issues = details.issues ?? [];
    this.retryAfter = details.retryAfter;
  }

  /** True when only a sign-in is missing. */
  get needsSignIn(): boolean {
    return this.status === 401 && this.code !== "invalid_credentials";
  }
}

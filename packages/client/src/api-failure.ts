// Reading an error's answer. A body that is not ours (a proxy's page) still becomes an ApiError.
import type { ErrorBody } from "@ai-learning/protocol/error";
import { ApiError, type ApiErrorCode } from "./api-error.ts";

const codeOf = (status: number): ApiErrorCode => {
  if (status === 401) return "not_signed_in";
  if (status === 413) return "payload_too_large";
  return status === 429 || (status >= 502 && status <= 504) ? "unavailable" : "internal_error";
};

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === "object" && body !== null && "code" in body && "detail" in body;

export async function failure(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const ours = isErrorBody(body) ? body : undefined;
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiError({
    code: ours?.code ?? codeOf(response.status),
    detail: ours?.detail ?? response.statusText,
    status: response.status,
    requestId: ours?.request_id ?? response.headers.get("x-request-id") ?? undefined,
    issues: ours?.issues,
    retryAfter: Number.isFinite(wait) ? wait : undefined,
  });
}

// A learner's calls over HTTP, failures told as the page's own client tells them.
import type { ErrorBody } from "@ai-learning/protocol/error";
import { paths } from "@ai-learning/protocol/paths";

/** How a call ended. `code` is null when it went well; "offline" and "unavailable" are the network's. */
export interface Called {
  readonly status: number;
  readonly code: string | null;
  readonly body: unknown;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Api = (name: keyof typeof paths, input?: CallInput) => Promise<Called>;

/** Longer than the gateway makes anybody wait. */
const patienceMs = 40_000;

const codeOf = (status: number): string => {
  if (status === 401) return "not_signed_in";
  if (status === 413) return "payload_too_large";
  return status === 429 || (status >= 502 && status <= 504) ? "unavailable" : "internal_error";
};

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === "object" && body !== null && "code" in body && "detail" in body;

/** Calls of one sign-in; never rejects. */
export const apiOf =
  (siteUrl: string, token: string | null): Api =>
  async (name, input = {}) => {
    const { method, path } = paths[name];
    const filled = path.replace(/:(\w+)/g, (_, key: string) => input.params?.[key] ?? "");
    const url = new URL(filled, siteUrl);
    for (const [key, value] of Object.entries(input.query ?? {})) {
      url.searchParams.set(key, String(value));
    }
    try {
      const response = await fetch(url, {
        method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(input.body !== undefined && { "content-type": "application/json" }),
          ...input.headers,
        },
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const body: unknown = await response.json().catch(() => undefined);
      const { status } = response;
      if (!response.ok) {
        return { status, code: isErrorBody(body) ? body.code : codeOf(status), body };
      }
      return { status, code: body === undefined ? "bad_answer" : null, body };
    } catch {
      return { status: 0, code: "offline", body: undefined };
    }
  };

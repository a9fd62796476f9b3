// The typed HTTP client: method and path from the contract's plain data, bodies from its types.
import type { RouteName, Routes } from "@ai-learning/protocol/http";
import type { pagePaths } from "@ai-learning/protocol/page-paths";
import type { paths } from "@ai-learning/protocol/paths";
import type { InputOf, OutputOf, Schema } from "@ai-learning/protocol/route";
import { ApiError } from "./api-error.ts";
import { failure } from "./api-failure.ts";
import type { Clock } from "./clock.ts";

type Field<N extends RouteName, K extends string> =
  Routes[N] extends Record<K, infer S> ? (S extends Schema ? InputOf<S> : never) : never;

type Part<N extends RouteName, K extends string, Name extends string> = [Field<N, K>] extends [
  never,
]
  ? unknown
  : Partial<Field<N, K>> extends Field<N, K>
    ? { readonly [P in Name]?: Field<N, K> }
    : { readonly [P in Name]: Field<N, K> };

/** What a call needs beside its route: exactly what the route's row declares. */
export type CallInput<N extends RouteName> = Part<N, "params", "params"> &
  Part<N, "query", "query"> &
  Part<N, "body", "body"> & {
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
    /** Outlives the page. */
    readonly keepalive?: boolean;
  };

type Body<N extends RouteName, K extends string> =
  Routes[N] extends Record<K, infer S> ? (S extends Schema ? OutputOf<S> : never) : never;

/** The route's answer; where the route may answer 202, that body too: `status` tells them apart. */
export type Answer<N extends RouteName> = Body<N, "response"> | Body<N, "accepted">;

/** Routes that a page calls. */
export type PageRoute = keyof typeof pagePaths;

/** @throws ApiError; an aborted call throws the signal's reason */
export type Call<Known extends RouteName = PageRoute> = <N extends Known>(
  name: N,
  ...[input]: Partial<CallInput<N>> extends CallInput<N> ? [CallInput<N>?] : [CallInput<N>]
) => Promise<Answer<N>>;

export interface ApiOptions<Known extends RouteName = RouteName> {
  /** Method and path of the routes that can be called. */
  readonly paths: Pick<typeof paths, Known>;
  /** Sends a request for a path of the service ("/api/…"); rejects when no answer comes. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  /** Language of the sentences in answers, for `Accept-Language`. */
  readonly locale?: () => string;
  /** Told of every call that failed only for want of a sign-in. */
  readonly onSignInNeeded?: () => void;
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

/** Milliseconds until a call counts as not answered. The gateway answers within 30 s; the rest is for slow lines. */
export const answerLimitMs = 60_000;

function pathOf(path: string, { params = {}, query = {} }: LooseInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

async function request<Known extends RouteName>(
  options: ApiOptions<Known>,
  name: Known,
  input: LooseInput,
): Promise<unknown> {
  const { method, path } = options.paths[name];
  const hasBody = input.body !== undefined;
  const abort = new AbortController();
  const { signal } = input;
  const give = (): void => abort.abort();
  signal?.throwIfAborted();
  signal?.addEventListener("abort", give);
  const cancel = options.clock.after(answerLimitMs, give);
  try {
    const response = await options.fetch(pathOf(path, input), {
      method,
      credentials: "same-origin",
      headers: {
        ...(options.locale && { "Accept-Language": options.locale() }),
        ...(hasBody && { "Content-Type": "application/json" }),
        ...input.headers,
      },
      ...(hasBody && { body: JSON.stringify(input.body) }),
      signal: abort.signal,
      ...(input.keepalive && { keepalive: true }),
    });
    if (!response.ok) throw await failure(response);
    return await bodyOf(response);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (cause instanceof ApiError && !abort.signal.aborted) throw cause;
    throw new ApiError({ code: "offline", detail: "No answer", status: 0 }, { cause });
  } finally {
    cancel();
  }
}

const bodyOf = (response: Response): Promise<unknown> =>
  response.json().catch((cause: unknown) => {
    throw new ApiError(
      { code: "bad_answer", detail: "The answer is not JSON", status: response.status },
      { cause },
    );
  });

/** Makes the function that calls the routes of the contract. */
export function createCall<Known extends RouteName>(options: ApiOptions<Known>): Call<Known> {
  return async <N extends Known>(name: N, input?: unknown): Promise<Answer<N>> => {
    try {
      return (await request(options, name, input ?? {})) as Answer<N>;
    } catch (error) {
      if (error instanceof ApiError && error.needsSignIn) options.onSignInNeeded?.();
      throw error;
    }
  };
}

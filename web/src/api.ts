// The typed client: method and path from the contract's plain data, bodies from its types.
import type { RouteName, Routes } from "@ai-learning/protocol/http";
import { paths } from "@ai-learning/protocol/paths";
import type { InputOf, OutputOf, Schema } from "@ai-learning/protocol/route";
import { ApiError } from "./api-error.ts";
import { failure } from "./api-failure.ts";
import { language } from "./i18n/index.ts";

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

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

/** Told of every call that failed only for want of a sign-in. */
export const signInNeeded = new Set<() => void>();

function addressOf(path: string, { params = {}, query = {} }: LooseInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

async function request(name: RouteName, input: LooseInput): Promise<unknown> {
  const { method, path } = paths[name];
  const hasBody = input.body !== undefined;
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: {
      "Accept-Language": language(),
      ...(hasBody && { "Content-Type": "application/json" }),
      ...input.headers,
    },
    ...(hasBody && { body: JSON.stringify(input.body) }),
    ...(input.signal && { signal: input.signal }),
    ...(input.keepalive && { keepalive: true }),
  };
  let response: Response;
  try {
    response = await fetch(addressOf(path, input), init);
  } catch (cause) {
    if (input.signal?.aborted) throw cause;
    throw new ApiError({ code: "offline", detail: "No answer", status: 0 }, { cause });
  }
  if (!response.ok) throw await failure(response);
  return response.json().catch((cause: unknown) => {
    throw new ApiError(
      { code: "bad_answer", detail: "The answer is not JSON", status: response.status },
      { cause },
    );
  });
}

/**
 * Calls a route of the contract. Throws `ApiError`; an aborted call throws the signal's reason.
 */
export async function call<N extends RouteName>(
  name: N,
  ...[input]: Partial<CallInput<N>> extends CallInput<N> ? [CallInput<N>?] : [CallInput<N>]
): Promise<Answer<N>> {
  try {
    return (await request(name, input ?? {})) as Answer<N>;
  } catch (error) {
    if (error instanceof ApiError && error.needsSignIn) for (const tell of signInNeeded) tell();
    throw error;
  }
}

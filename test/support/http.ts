// One HTTP exchange with the system under test, checked against the contract.
import { strict as assert } from "node:assert";
import { errorBody, errorStatus, type ErrorBody } from "@ai-learning/protocol/error";
import { routes, type RouteName, type Routes } from "@ai-learning/protocol/http";
import { commonErrors, signInErrors, type Route } from "@ai-learning/protocol/route";
import type * as z from "zod";

type Field<R, K extends string> =
  R extends Record<K, infer S extends z.ZodType> ? z.input<S> : undefined;

export type ResponseOf<N extends RouteName> = z.output<Routes[N]["response"]>;
export type AcceptedOf<N extends RouteName> = Routes[N] extends {
  accepted: infer S extends z.ZodType;
}
  ? z.output<S>
  : never;

/** What a request to a route consists of. `raw` goes out in place of the JSON of `body`. */
export interface RequestOf<N extends RouteName> {
  readonly params?: Field<Routes[N], "params">;
  readonly query?: Partial<Field<Routes[N], "query">>;
  readonly body?: Field<Routes[N], "body">;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As `RequestOf`, for requests that are wrong on purpose. */
export interface AnyRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Method and target of a request to a row of the contract. */
export function targetOfRoute(name: RouteName, request: AnyRequest): [string, string] {
  const row: Route = routes[name];
  const path = row.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(request.params?.[key] ?? ""),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request.query ?? {})) query.set(key, String(value));
  return [row.method, query.size === 0 ? path : `${path}?${query.toString()}`];
}

/** Fails unless `body` is what the schema describes, with no field it does not know. */
export function assertShape(schema: z.ZodType, body: unknown, what: string): void {
  const parsed = schema.safeParse(body);
  assert.ok(parsed.success, `${what} is not what the contract says: ${String(parsed.error)}`);
  assert.deepEqual(body, parsed.data, `${what} has fields the contract does not know`);
}

/** Fails unless an error answer is the one the contract promises. */
export function assertError(answer: Answer, path: string): asserts answer is Answer<ErrorBody> {
  const { status, headers, body } = answer;
  assertShape(errorBody, body, `error of ${path}`);
  const error = body as ErrorBody;
  assert.equal(status, errorStatus[error.code], `status of ${error.code}`);
  assert.equal(headers.get("x-request-id"), error.request_id);
  assert.notEqual(error.request_id, "");
  assert.equal(headers.get("www-authenticate"), status === 401 ? "Bearer" : null);
  const ofMentor = path.startsWith("/api/ai/");
  assert.equal(error.success, ofMentor ? false : undefined);
  assert.equal(error.error, ofMentor ? error.detail : undefined);
}

/** Fails unless the answer of a route is one its row allows. */
export function assertAnswer(name: RouteName, answer: Answer): void {
  const row: Route = routes[name];
  const type = answer.status === 200 ? (row.mediaType ?? "application/json") : "application/json";
  assert.equal(answer.headers.get("content-type"), `${type}; charset=utf-8`);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  if (answer.status === 200) return assertShape(row.response, answer.body, `answer of ${name}`);
  if (answer.status === 202 && row.accepted !== undefined) {
    return assertShape(row.accepted, answer.body, `202 of ${name}`);
  }
  assertError(answer, row.path);
  const signIn = row.auth === "none" || row.auth === "optional" ? [] : signInErrors;
  const allowed = [...row.errors, ...signIn, ...commonErrors];
  assert.ok(allowed.includes(answer.body.code), `${name} does not list ${answer.body.code}`);
}

// Requests to the routes of the contract: right ones, nearly right ones, and bodies, headers, methods and paths that are odd.
import * as fc from "fast-check";
import { routes, type RouteName } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { arbitraryOf } from "./arbitrary.ts";
import { callers, type Caller } from "./callers.ts";
import { jsonOf, mutated } from "./mutate.ts";

export interface HttpCase {
  readonly kind: "http";
  readonly route: RouteName;
  readonly caller: Caller;
  readonly method: string;
  /** With names in place of ids, as in `body`. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

const names = Object.keys(routes) as RouteName[];
const rowOf = (name: RouteName): Route => routes[name];

/** One of three with something wrong about it. */
const mostly = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 2, arbitrary: right }, { weight: 1, arbitrary: mutated(right) });

const encoded = (value: unknown): string =>
  encodeURIComponent(typeof value === "string" ? value.toWellFormed() : jsonOf(value)).replaceAll(
    "%40",
    "@",
  );

const queryOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([name, one]) => `${encoded(name)}=${encoded(one)}`)
        .join("&")
    : encoded(value);

const oddPath = fc.constantFrom(
  "%",
  "%E0%A4%A",
  "%00",
  "%2e%2e%2f",
  "..",
  "//",
  "%c0%af",
  "\\",
  ";a=b",
  "x".repeat(4000),
  "%F0%9F%98%80",
);

const fill = (path: string, params: unknown): string =>
  path.replace(/:(\w+)/g, (_, name: string) =>
    encoded((params as Record<string, unknown> | null)?.[name] ?? ""),
  );

function pathOf(row: Route): fc.Arbitrary<string> {
  const params = row.params === undefined ? fc.constant({}) : mostly(arbitraryOf(row.params));
  const query = row.query === undefined ? fc.constant({}) : mostly(arbitraryOf(row.query));
  const right = fc.tuple(params, query).map(([given, asked]) => {
    const text = queryOf(asked);
    return fill(row.path, given) + (text === "" ? "" : `?${text}`);
  });
  return fc.oneof(
    { weight: 12, arbitrary: right },
    { weight: 1, arbitrary: oddPath.map((odd) => `${fill(row.path, { id: "x" })}/${odd}`) },
    { weight: 1, arbitrary: oddPath.map((odd) => `${row.path.replace(/:\w+/, odd)}?a=${odd}&a=b`) },
  );
}

const oddJson = fc.constantFrom(
  "",
  "null",
  "[]",
  '"text"',
  "42",
  "1e999",
  "{",
  "{} {}",
  "\ufeff{}",
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"admin"}}',
  `${"[".repeat(5000)}${"]".repeat(5000)}`,
  `{"a":${"[".repeat(50_000)}`,
  `{"filler":"${"x".repeat(262_200)}"}`,
  "a=b&c=d",
);

const bodyOf = (row: Route): fc.Arbitrary<string | null> =>
  row.body === undefined
    ? fc.option(oddJson, { nil: null, freq: 5 })
    : fc.oneof(
        { weight: 9, arbitrary: mostly(arbitraryOf(row.body)).map(jsonOf) },
        { weight: 1, arbitrary: oddJson },
      );

const header = (name: string, ...values: string[]): fc.Arbitrary<readonly [string, string]> =>
  fc.constantFrom(...values).map((value) => [name, value] as const);

const oddHeader: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  header(
    "content-type",
    "text/plain",
    "application/xml",
    "a/b;",
    "application/json; charset=utf-16",
    "",
  ),
  header(
    "authorization",
    "Bearer",
    "Bearer a.b.c",
    "Basic YTpi",
    `Bearer ${"x".repeat(6000)}`,
    "Bearer \u00ff",
  ),
  header(
    "cookie",
    "sign_in=a; sign_in=b",
    "sign_in_refresh=x",
    "=;;=",
    "sign_in=%00",
    "a".repeat(4000),
  ),
  header("origin", "https://evil.example", "null", "http://", "http://localhost:1"),
  header("sec-fetch-site", "cross-site", "none"),
  header("accept-language", "ru;q=x", "*", ",;,;q=1", "ru,".repeat(500)),
  header("idempotency-key", "k-1", "not a key", "", "x".repeat(200)),
  header("prefer", "wait=0", ";;;"),
  header("x-edge-secret", "guess"),
  header("x-viewer-address", "10.0.0.1", "::ffff:1.2.3.4"),
  header("x-forwarded-for", "1.2.3.4", "a".repeat(500)),
  header("x-forwarded-host", "evil.example"),
  header("content-encoding", "gzip", "br"),
  header("expect", "200-ok"),
  header("x-odd", "\u00ff\u00fe", "a".repeat(9000)),
);

const method = (row: Route): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 15, arbitrary: fc.constant(row.method) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("HEAD", "OPTIONS", "PATCH", "DELETE", "PUT", "TRACE", "PROPFIND"),
    },
  );

/** A request that is asked by `caller`. */
export const httpCase: fc.Arbitrary<HttpCase> = fc.constantFrom(...names).chain((route) => {
  const row = rowOf(route);
  return fc.record({
    kind: fc.constant("http" as const),
    route: fc.constant(route),
    caller: fc.constantFrom(...callers),
    method: method(row),
    path: pathOf(row),
    headers: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(oddHeader, { minLength: 1, maxLength: 3 }) },
    ),
    body: bodyOf(row),
  });
});

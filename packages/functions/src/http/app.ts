// One Hono app per function, made from the contract's rows: routing, validation, sign-in, errors.
import * as config from "@ai-learning/core/config";
import { PublicError } from "@ai-learning/core/error";
import * as log from "@ai-learning/core/log";
import type { Claims } from "@ai-learning/core/auth/token";
import type { SignIn } from "@ai-learning/core/auth/sign-in";
import type { UserRow } from "@ai-learning/core/user/user";
import { mainRoutes, type RouteName, type Routes } from "@ai-learning/protocol/http";
import { clientMessageId } from "@ai-learning/protocol/id";
import { paths } from "@ai-learning/protocol/paths";
import type { InputOf, OutputOf, Route, Schema } from "@ai-learning/protocol/route";
import type { Locale } from "@ai-learning/protocol/user";
import { Hono, type Context } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { isAllowedOrigin, isSecure, localeOf } from "../edge.ts";
import { bodyOf, publicOf, statusOf } from "../failure.ts";
import type { Credentials } from "../credentials.ts";
import { parse, parseJson } from "../validate.ts";
import { addBudget, budgetHeaderNames } from "./budget.ts";
import * as Callers from "./caller.ts";
import { senderOf, type Sender } from "./sender.ts";

type Env = {
  Bindings: { event: LambdaEvent; lambdaContext: LambdaContext };
  /** The user whose budget is in the headers. */
  Variables: { spender: UserRow };
};

type Infer<S> = S extends Schema ? OutputOf<S> : undefined;
type Field<R, K extends string> = R extends Record<K, infer S> ? Infer<S> : undefined;
type UserOf<R extends Route> = R["auth"] extends "required" | "guest" ? UserRow : UserRow | null;

/** What a handler is given: the request as its row describes it. */
export interface Input<R extends Route> {
  readonly params: Field<R, "params">;
  readonly query: Field<R, "query">;
  readonly body: Field<R, "body">;
  readonly user: UserOf<R>;
  /** What the sign-in says; with `claims` the row's own statement checks it. */
  readonly claims: R["auth"] extends "required" | "guest" | "claims" ? Claims : Claims | null;
  /** A sign-in this request made; a guest's first answer returns its token. */
  readonly fresh: SignIn | null;
  readonly credentials: Credentials;
  readonly locale: Locale;
  /** Whom limits by address count. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secure: boolean;
}

/** What a handler answers. `accepted`: 202, the row's other body. */
export type Reply<R extends Route> = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
} & ({ readonly body: InputOf<R["response"]> } | { readonly accepted: Field<R, "accepted"> });

type Handler<R extends Route> = (input: Input<R>) => Promise<Reply<R>>;

/** Handlers by route name; each row of the owner needs exactly one. */
export type Handlers<Owner extends Route["owner"]> = {
  readonly [N in RouteName as Routes[N]["owner"] extends Owner ? N : never]: Handler<Routes[N]>;
};

const maxBodyBytes = 256 * 1024;

// Not Hono's body limit: as middleware it would answer 413 before 401, and Lambda hands the whole body over anyway.

async function readBody(c: Context<Env>, route: Route): Promise<unknown> {
  if (route.body === undefined) return undefined;
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > maxBodyBytes) {
    throw new PublicError("payload_too_large", `The body must be at most ${maxBodyBytes} bytes`);
  }
  if (bytes.byteLength === 0 && route.bodyOptional) return {};
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !/^application\/([\w.-]+\+)?json$/.test(type)) {
    throw new PublicError("unsupported_media_type", "Send application/json");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PublicError("invalid_json", "The body is not valid UTF-8", { cause });
  }
  return parseJson(text);
}

/** Path parameters; the error of a malformed id names its kind. */
function readParams(c: Context<Env>, route: Route): unknown {
  if (route.params === undefined) return undefined;
  const parsed = route.params.safeParse(c.req.param());
  if (parsed.success) return parsed.data;
  const what = Object.values(route.params.shape)[0]?.description ?? "resource";
  throw new PublicError("invalid_id", `Invalid ${what} ID format`);
}

async function callerOf(
  route: Route,
  sender: Sender,
  locale: Locale,
  body: unknown,
): Promise<{ claims: Claims; user: UserRow | null; fresh: SignIn | null } | null> {
  switch (route.auth) {
    case "claims":
      return { ...(await Callers.claimsFor(sender.credentials)), user: null };
    case "required":
      return Callers.signedIn(sender.credentials);
    case "guest":
      return Callers.signedInOrGuest(sender.credentials, locale, sender.address, body);
    case "optional":
      return Callers.maybeSignedIn(sender.credentials);
    default:
      return null;
  }
}

const sourceIpOf = (c: Context<Env>): string => {
  const context: unknown = c.env?.event?.requestContext;
  const http = typeof context === "object" && context && "http" in context ? context.http : null;
  return typeof http === "object" && http && "sourceIp" in http ? String(http.sourceIp) : "";
};

const requestIdIn = (event: LambdaEvent | undefined): string => {
  const context: unknown = event?.requestContext;
  return typeof context === "object" && context !== null && "requestId" in context
    ? String(context.requestId)
    : "";
};
const requestIdOf = (c: Context<Env>): string => requestIdIn(c.env?.event);

/** Answers with JSON, or with text of the type given, the request's id, and never from a cache. */
function respond(c: Context<Env>, status: number, body: unknown, type?: string): Response {
  c.header("Cache-Control", "no-store");
  c.header("X-Request-Id", requestIdOf(c));
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Content-Type", `${type ?? "application/json"}; charset=utf-8`);
  return c.body(type === undefined ? JSON.stringify(body) : String(body), status as 200);
}

function fail(c: Context<Env>, error: unknown): Response {
  const requestId = requestIdOf(c);
  const shown = publicOf(error, requestId);
  if (statusOf(shown.code) === 401) c.header("WWW-Authenticate", "Bearer");
  if (shown.retryAfter !== undefined) c.header("Retry-After", String(shown.retryAfter));
  const ofMentor = c.req.path.startsWith("/api/ai/");
  return respond(c, statusOf(shown.code), bodyOf(shown, requestId, ofMentor));
}

/**
 * Lets the pages of CORS_ORIGINS, and no others, read answers and send cookies. Not Hono's middleware: it allows
 * credentials to origins that it refuses, too, and answers OPTIONS for paths that no route has.
 */
function allowOrigin(c: Context<Env>): void {
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  c.header("Vary", "Origin");
  if (!isAllowedOrigin(c.req.header())) return;
  c.header("Access-Control-Allow-Origin", origin);
  c.header("Access-Control-Allow-Credentials", "true");
  c.header(
    "Access-Control-Expose-Headers",
    `Content-Disposition, Link, X-Request-Id, Retry-After, ${budgetHeaderNames.join(", ")}`,
  );
}

/** Another site's page may change nothing with what a browser adds by itself, nor sign it in or out. */
function checkOrigin(route: Route, sender: Sender, headers: Record<string, string>): void {
  if (route.method === "GET" || sender.credentials.bearer !== null || isAllowedOrigin(headers))
    return;
  throw new PublicError("origin_not_allowed", "Pages of this origin may change nothing here");
}

/** The client's own name for a request. Throws `invalid_request`. */
export const idempotencyKey = (headers: Readonly<Record<string, string>>): string | null => {
  const given = headers["idempotency-key"];
  return given === undefined ? null : parse(clientMessageId, given.trim());
};

/** Whether a row's answers have the caller's budget in their headers. */
const hasBudgetHeaders = (route: Route): boolean =>
  route.owner === "ai" ||
  route.owner === "learning" ||
  route.path === paths.me.path ||
  route.path === paths.usage.path;

async function answer(
  c: Context<Env>,
  route: Route,
  handler: (input: never) => Promise<Reply<Route>>,
): Promise<Response> {
  const started = Date.now();
  const headers = c.req.header();
  const locale = localeOf(headers);
  const secure = isSecure(headers);
  const sender = senderOf(headers, sourceIpOf(c));
  checkOrigin(route, sender, headers);
  const params = readParams(c, route);
  const query = route.query === undefined ? undefined : parse(route.query, c.req.query());
  const read = async () =>
    route.body === undefined ? undefined : parse(route.body, await readBody(c, route));
  // A refused caller must not have become a guest; on other routes strangers learn nothing about a body.
  const early = route.auth === "guest" ? await read() : undefined;
  if (route.auth === "guest") idempotencyKey(headers);
  const caller = await callerOf(route, sender, locale, early);
  log.add({ user_id: caller?.user?.id ?? caller?.claims.userId });
  if (caller?.user && hasBudgetHeaders(route)) c.set("spender", caller.user);
  const body = route.auth === "guest" ? early : await read();
  for (const value of caller?.fresh ? Callers.signInCookies(caller.fresh, secure) : []) {
    c.header("Set-Cookie", value, { append: true });
  }
  const input = {
    params,
    query,
    body,
    user: caller?.user ?? null,
    claims: caller?.claims ?? null,
    fresh: caller?.fresh ?? null,
    get credentials() {
      return sender.credentials;
    },
    locale,
    get address() {
      return sender.address;
    },
    headers,
    secure,
  };
  const reply = await handler(input as never);
  for (const [name, value] of Object.entries(reply.headers ?? {})) c.header(name, value);
  for (const value of reply.cookies ?? []) c.header("Set-Cookie", value, { append: true });
  if (config.debug()) {
    log.info("request", {
      method: route.method,
      route: route.path,
      ms: Date.now() - started,
    });
  }
  return "accepted" in reply
    ? respond(c, 202, reply.accepted)
    : respond(c, 200, reply.body, route.mediaType);
}

/** Methods that `Request` does not take; as any other that no route has. */
const forbidden = /^(connect|trace|track)$/i;

/** The event as a `Request` can be made of it: a GET with a body is one without, a header keeps what may be in one. */
function readable(event: LambdaEvent): LambdaEvent {
  const context: unknown = event.requestContext;
  if (typeof context !== "object" || context === null || !("http" in context)) return event;
  const http = context.http as { readonly method: string };
  const method = forbidden.test(http.method) ? "PATCH" : http.method;
  const hasBody = method !== "GET" && method !== "HEAD";
  return {
    ...event,
    requestContext: { ...context, http: { ...http, method } },
    ...(hasBody ? {} : { body: null, isBase64Encoded: false }),
  } as LambdaEvent;
}

/** Parameters of a path. */
const wildness = (path: string): number => path.split(":").length - 1;

/** The Lambda handler of all routes a function owns; `rows` is where they are. */
export function serve<Owner extends Route["owner"]>(
  owner: Owner,
  handlers: Handlers<Owner>,
  rows: Readonly<Record<string, Route>> = mainRoutes,
) {
  const app = new Hono<Env>({ strict: false });
  app.onError((error, c) => fail(c, error));
  app.use(async (c, next) => {
    allowOrigin(c);
    await next();
    const spender = c.get("spender");
    if (spender !== undefined) await addBudget(c.res.headers, spender);
  });
  const table: Readonly<Record<string, (input: never) => Promise<Reply<Route>>>> = handlers;
  const own = Object.entries(rows).filter(([, row]) => row.owner === owner);
  const byPath = [...Map.groupBy(own, ([, row]) => row.path)];
  // The first that matches answers: a path of words comes before one with a parameter in their place.
  for (const [path, all] of byPath.toSorted(([one], [other]) => wildness(one) - wildness(other))) {
    for (const [name, row] of all) {
      const handler = table[name];
      if (handler !== undefined) app.on(row.method, path, (c) => answer(c, row, handler));
    }
    const allowed = all.map(([, row]) => row.method);
    const list = [...allowed, "OPTIONS"].join(", ");
    app.options(path, (c) => {
      c.header("Access-Control-Allow-Methods", list);
      c.header(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Idempotency-Key, Prefer, X-Requested-With",
      );
      c.header("Access-Control-Max-Age", "600");
      c.header("Allow", list);
      return c.body(null, 204);
    });
    app.all(path, (c) => {
      c.header("Allow", list);
      throw new PublicError("method_not_allowed", `Use ${allowed.join(" or ")} here`);
    });
  }
  app.notFound((c) => fail(c, new PublicError("route_not_found", `No route ${c.req.path}`)));
  const answerEvent = handle(app);
  return (event: LambdaEvent, context?: LambdaContext) =>
    log.within({ request_id: requestIdIn(event) }, () => answerEvent(readable(event), context));
}

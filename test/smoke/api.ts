// The HTTP API of any deployment, by bearer token; each answer is held against the contract.
import { routes, type RouteName, type Routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import type * as z from "zod";
import { Jar } from "../support/jar.ts";
import { SmokeError } from "./step.ts";

export interface Request {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const longest = 35_000;

/** What an answer that was not hoped for says of itself. */
export function complaint({ status, body }: Reply): string {
  const { detail, code } = (body ?? {}) as {
    detail?: unknown;
    code?: unknown;
  };
  return typeof detail === "string"
    ? `${String(status)} ${String(code)}: ${detail}`
    : String(status);
}

export class Api {
  readonly url: string;
  token = "";
  /** As a browser would keep them, for the socket of the same origin. */
  readonly jar = new Jar();

  constructor(url: string) {
    this.url = url.replace(/\/+$/, "");
  }

  async send(method: string, path: string, request: Request = {}): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(longest),
      headers: {
        ...(this.token !== "" && { authorization: `Bearer ${this.token}` }),
        ...(request.body !== undefined && { "content-type": "application/json" }),
        ...request.headers,
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    this.jar.take(response.headers);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  async #ask(name: RouteName, expected: number, schema: z.ZodType, request: Request) {
    const { method, path }: Route = routes[name];
    const filled = path.replace(/:(\w+)/g, (_, key: string) => request.path?.[key] ?? "");
    const query = new URLSearchParams(request.query).toString();
    const target = query === "" ? filled : `${filled}?${query}`;
    const reply = await this.send(method, target, request);
    if (reply.status !== expected) {
      throw new SmokeError(`${method} ${filled} answered ${complaint(reply)}`);
    }
    const parsed = schema.safeParse(reply.body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new SmokeError(
      `${method} ${filled} answered something the contract does not know: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    );
  }

  /** The body of a route's 200. */
  async ok<N extends RouteName>(
    name: N,
    request: Request = {},
  ): Promise<z.output<Routes[N]["response"]>> {
    const route: Route = routes[name];
    return (await this.#ask(name, 200, route.response, request)) as z.output<Routes[N]["response"]>;
  }

  /** The ids of a turn that a route of the mentor accepted and goes on with. */
  async accepted(name: "welcome" | "finalize", body: unknown): Promise<{ message_id: string }> {
    const headers = { prefer: "respond-async" };
    const schema = routes[name].accepted;
    return (await this.#ask(name, 202, schema, { body, headers })) as { message_id: string };
  }
}

// CloudFront's function as it would be deployed, run with the routes that the deployment would store beside it.
import { createContext, Script } from "node:vm";
import type { Stage } from "./stages.ts";

interface Value {
  readonly value: string;
}

/** A request as CloudFront hands it to a function. */
export interface EdgeRequest {
  readonly method: string;
  uri: string;
  readonly querystring: Record<string, Value>;
  readonly headers: Record<string, Value>;
  readonly cookies: Record<string, Value>;
}

interface Origin {
  readonly domainName: string;
  readonly timeouts?: { readonly readTimeout?: number };
}

/** What becomes of it: the request that goes on and the origin it goes to, or an answer. */
export interface EdgeResult {
  readonly request?: EdgeRequest;
  readonly statusCode?: number;
  readonly origin?: Origin;
}

type Handler = (event: { request: EdgeRequest; viewer: { ip: string } }) => Promise<object>;

/** The code of one of the two functions. */
export const codeOf = (stage: Stage, which: "Request" | "Response"): string =>
  String(stage.the("cloudfront/function:Function", `Function${which}`)["code"]);

/** Keys and values of the store, as SST's own resources write them at deploy. */
function storeOf(stage: Stage): Map<string, string> {
  const store = new Map<string, string>();
  const routes: string[] = [];
  for (const { type, name, inputs } of stage.resources) {
    if (type !== "pulumi-nodejs:dynamic:Resource") continue;
    const { namespace, entries, entry } = inputs as {
      namespace: string;
      entries?: Readonly<Record<string, string>>;
      entry?: string;
    };
    for (const [key, value] of Object.entries(entries ?? {})) {
      store.set(`${namespace}:${key}`, value);
    }
    if (entry === undefined) continue;
    routes.push(entry);
    store.set(`${namespace}:routes`, JSON.stringify(routes));
    if (name === "") throw new Error("A route without a name");
  }
  return store;
}

/** Makes the edge of a stage; a call sends one request to it. */
export function createEdge(stage: Stage) {
  const store = storeOf(stage);
  const code = codeOf(stage, "Request").replace(/import cf from "cloudfront";/, "");
  let origin: Origin | undefined;
  const cf = {
    kvs: () => ({
      get: async (key: string) => {
        const value = store.get(key);
        if (value === undefined) throw new Error("KeyNotFound");
        return value;
      },
    }),
    updateRequestOrigin: (to: Origin) => {
      origin = to;
    },
  };
  const context = createContext({ cf });
  new Script(`${code}; globalThis.handler = handler;`).runInContext(context);
  const handler: Handler = context["handler"];

  return async (
    target: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EdgeResult> => {
    origin = undefined;
    const url = new URL(target, "https://learn.example");
    const request: EdgeRequest = {
      method: "GET",
      uri: url.pathname,
      querystring: valuesOf(url.searchParams),
      headers: valuesOf(Object.entries({ host: "learn.example", ...headers })),
      cookies: {},
    };
    const result = await handler({ request, viewer: { ip: "203.0.113.7" } });
    // Values made inside the other context are equal only as plain data.
    const plain: EdgeResult & EdgeRequest = JSON.parse(JSON.stringify(result));
    if (plain.statusCode !== undefined) return { statusCode: plain.statusCode };
    return origin === undefined ? { request: plain } : { request: plain, origin };
  };
}

const valuesOf = (pairs: Iterable<[string, string]>): Record<string, Value> =>
  Object.fromEntries([...pairs].map(([name, value]) => [name, { value }]));

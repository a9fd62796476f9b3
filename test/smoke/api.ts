// The HTTP API of any deployment, by the client's own calls with a bearer token; each answer is held against the
// contract.
import { createCall, type Answer, type Call } from "@ai-learning/client/api";
import { ApiError } from "@ai-learning/client/api-error";
import { systemClock } from "@ai-learning/client/clock";
import { routes, type RouteName } from "@ai-learning/protocol/http";
import { paths } from "@ai-learning/protocol/paths";
import type { Route } from "@ai-learning/protocol/route";
import { nodeFetch, type Credentials } from "../support/client-platform.ts";
import { Jar } from "../support/jar.ts";
import { SmokeError } from "./step.ts";

/** One caller of a deployment. */
export interface Api {
  readonly url: string;
  /** @throws SmokeError that says what the service answered, or that its answer is not the contract's */
  readonly call: Call<RouteName>;
  /** For a socket of the same origin: cookies as a browser keeps them, and the site as the page's origin. */
  readonly cookies: Credentials;
  /** Calls on as the owner of an access token. */
  readonly signIn: (token: string) => void;
}

/** A call by a name that is known only when it is made. */
type LooseCall = (name: RouteName, input: unknown) => Promise<unknown>;

/** What a failed call says of itself. A service that did not answer is told by the cause. */
function sentenceOf(name: RouteName, error: ApiError): Error {
  const { method, path } = routes[name];
  if (error.status === 0) return error.cause instanceof Error ? error.cause : error;
  const said = error.requestId === undefined ? "" : ` ${error.code}: ${error.detail}`;
  return new SmokeError(`${method} ${path} answered ${String(error.status)}${said}`, {
    cause: error,
  });
}

function assertContract(name: RouteName, body: unknown): void {
  const { method, path, response, accepted }: Route = routes[name];
  const parsed = response.safeParse(body);
  if (parsed.success || accepted?.safeParse(body).success) return;
  const [issue] = parsed.error.issues;
  throw new SmokeError(
    `${method} ${path} answered something the contract does not know: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}

export function createApi(address: string): Api {
  const url = address.replace(/\/+$/, "");
  const jar = new Jar();
  let token = "";
  const bearer = (): Record<string, string> =>
    token === "" ? {} : { authorization: `Bearer ${token}` };
  const send = nodeFetch(url, bearer);
  const call = createCall({
    paths,
    clock: systemClock,
    async fetch(path, init) {
      const response = await send(path, { ...init, redirect: "error" });
      jar.take(response.headers);
      return response;
    },
  });
  return {
    url,
    async call<N extends RouteName>(name: N, input?: unknown) {
      try {
        const body = await (call as LooseCall)(name, input);
        assertContract(name, body);
        return body as Answer<N>;
      } catch (error) {
        throw error instanceof ApiError ? sentenceOf(name, error) : error;
      }
    },
    cookies: (path) => ({ cookie: jar.header(path), origin: new URL(url).origin }),
    signIn: (next) => (token = next),
  };
}

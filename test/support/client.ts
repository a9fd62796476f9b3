// A client of the HTTP API: by bearer token or with a browser's cookie jar. Every answer of a route
// is held against the contract, so that a drift fails whatever a test was about.
import { strict as assert } from "node:assert";
import type { ErrorBody, ErrorCode } from "@ai-learning/protocol/error";
import type { RouteName } from "@ai-learning/protocol/http";
import type { User } from "@ai-learning/protocol/user";
import {
  assertAnswer,
  assertError,
  targetOfRoute,
  type AcceptedOf,
  type AnyRequest,
  type Answer,
  type RequestOf,
  type ResponseOf,
} from "./http.ts";
import { Jar } from "./jar.ts";
import { shared, type Target } from "./target.ts";

export interface ClientOptions {
  readonly target?: Target;
  readonly token?: string | null;
  readonly jar?: Jar | null;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly user?: User | null;
}

const excerpt = (body: unknown): string => (JSON.stringify(body) ?? "nothing").slice(0, 400);

export class Client {
  readonly target: Target;
  readonly token: string | null;
  readonly jar: Jar | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly #user: User | null;

  constructor(options: ClientOptions = {}) {
    this.target = options.target ?? shared();
    this.token = options.token ?? null;
    this.jar = options.jar ?? null;
    this.headers = options.headers ?? {};
    this.#user = options.user ?? null;
  }

  /** The signed-in user of a client made by `guest`, `registered` or `browser`. */
  get user(): User {
    assert.ok(this.#user, "this client is not signed in");
    return this.#user;
  }

  /** The same client with something else about it. */
  with(options: ClientOptions): Client {
    const { target, token, jar, headers } = this;
    return new Client({ target, token, jar, headers, user: this.#user, ...options });
  }

  /** What this client sends with a request to `path`. */
  credentials(path: string): Record<string, string> {
    const cookie = this.jar?.header(path) ?? "";
    return {
      ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      ...(cookie === "" ? {} : { cookie }),
      ...this.headers,
    };
  }

  /** Sends anything anywhere; the body of the answer is parsed when it is JSON. */
  async request(method: string, path: string, request: AnyRequest = {}): Promise<Answer> {
    const body =
      request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const response = await fetch(new URL(path, this.target.siteUrl), {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...this.credentials(path),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    this.jar?.take(response.headers);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Sends to a route, right or wrong; the answer is one the route's row allows. */
  async send(name: RouteName, request: AnyRequest = {}): Promise<Answer> {
    const [method, path] = targetOfRoute(name, request);
    const answer = await this.request(method, path, request);
    assertAnswer(name, answer);
    return answer;
  }

  /** The whole 200 answer of a route. */
  async answer<N extends RouteName>(
    name: N,
    request: RequestOf<N> = {},
  ): Promise<Answer<ResponseOf<N>>> {
    const answer = await this.send(name, request as AnyRequest);
    assert.equal(answer.status, 200, `${name} answered ${excerpt(answer.body)}`);
    return answer as Answer<ResponseOf<N>>;
  }

  /** The body of a route's 200 answer. */
  async ok<N extends RouteName>(name: N, request: RequestOf<N> = {}): Promise<ResponseOf<N>> {
    return (await this.answer(name, request)).body;
  }

  /** The body of a route's 202 answer, which is asked for. */
  async accepted<N extends RouteName>(name: N, request: RequestOf<N>): Promise<AcceptedOf<N>> {
    const headers = { prefer: "respond-async", ...request.headers };
    const answer = await this.send(name, { ...(request as AnyRequest), headers });
    assert.equal(answer.status, 202, `${name} answered ${excerpt(answer.body)}`);
    return answer.body as AcceptedOf<N>;
  }

  /** The body of a route's refusal, which carries this code. */
  async refused(code: ErrorCode, name: RouteName, request: AnyRequest = {}): Promise<ErrorBody> {
    const answer = await this.send(name, request);
    assert.notEqual(answer.status, 200, `${name} answered ${excerpt(answer.body)}`);
    assertError(answer, targetOfRoute(name, request)[1]);
    assert.equal(answer.body.code, code, excerpt(answer.body));
    return answer.body;
  }
}

/** A client without any sign-in. */
export const anonymous = (options: ClientOptions = {}): Client => new Client(options);

/** A guest with a bearer token. */
export async function guest(options: ClientOptions = {}): Promise<Client> {
  const client = new Client(options);
  const { access_token, user } = await client.ok("guestLogin");
  return client.with({ token: access_token, user });
}

export const password = "correct horse 1";

/** Registration data nobody else uses. */
export const newPerson = () => ({
  email: `learner.${crypto.randomUUID()}@example.com`,
  password,
  first_name: "Ada",
  last_name: "Lovelace",
});

/** A new account with a bearer token. */
export async function registered(options: ClientOptions = {}): Promise<Client> {
  const client = new Client(options);
  const { access_token, user } = await client.ok("register", { body: newPerson() });
  return client.with({ token: access_token, user });
}

/** A new account in a browser: no bearer token, cookies only. */
export async function browser(options: ClientOptions = {}): Promise<Client> {
  const client = new Client({ ...options, jar: new Jar() });
  const { user } = await client.ok("register", { body: newPerson() });
  return client.with({ user });
}

// Sends a case, as an HTTP request or as a frame, and says what came of it.
import { Agent, request as startRequest } from "node:http";
import { text as read } from "node:stream/consumers";
import { routes } from "@ai-learning/protocol/http";
import type { Target } from "../support/target.ts";
import type { Case } from "./case.ts";
import { placedIn, type Callers } from "./callers.ts";
import type { FrameCase } from "./frame-case.ts";
import type { HttpCase } from "./http-case.ts";
import { Tab } from "./tab.ts";
import { Finding, codeOf } from "./verdict.ts";

export interface CaseOutcome {
  /** A status with its code, a frame, or a close. */
  readonly cell: string;
  readonly refused: boolean;
}

/** Milliseconds in which a request is answered; a route that waits for a model answers within 29 s by itself. */
const withinMs = 35_000;

export class CaseSender {
  readonly #target: Target;
  readonly #callers: Callers;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  readonly #tabs = new Map<string, Tab>();
  #generation = -1;

  constructor(target: Target, callers: Callers) {
    this.#target = target;
    this.#callers = callers;
  }

  /** Makes the users that a case needs and opens their sockets. True when that made rows. */
  async ready(one: Case): Promise<boolean> {
    await this.#callers.of("guest");
    const renewed = this.#generation !== this.#callers.generation;
    if (renewed) {
      for (const tab of this.#tabs.values()) tab.close();
      this.#tabs.clear();
      this.#generation = this.#callers.generation;
    }
    const opened = one.kind === "frame" && (await this.#open(one));
    return renewed || opened;
  }

  async #open({ caller, channel }: FrameCase): Promise<boolean> {
    const name = `${caller} ${channel}`;
    if (this.#tabs.get(name)?.isOpen) return false;
    const { own } = await this.#callers.of(caller);
    this.#tabs.set(name, await Tab.open(this.#target.siteUrl, own, channel));
    return true;
  }

  async frame(one: FrameCase): Promise<CaseOutcome> {
    const tab = this.#tabs.get(`${one.caller} ${one.channel}`);
    if (tab === undefined) throw new Error("the socket was not opened");
    const cell = await tab.send(one, placedIn(one.text, await this.#callers.of(one.caller)));
    return { cell, refused: refusedFrame.test(cell) };
  }

  async #partsOf(one: HttpCase) {
    const people = await this.#callers.of(one.caller);
    const path = placedIn(one.path, people);
    const body = one.body === null ? null : placedIn(one.body, people);
    const signIn = one.caller === "nobody" ? {} : people.own.client.credentials(path);
    const given: Record<string, string | string[]> = {
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...signIn,
    };
    for (const [name, value] of one.headers) given[name] = value;
    return { path, body, headers: given };
  }

  async http(one: HttpCase): Promise<CaseOutcome> {
    const { path, body, headers } = await this.#partsOf(one);
    const { status, text } = await this.#exchange(one.method, path, headers, body);
    if (status < 400) {
      return { cell: String(status), refused: false };
    }
    const sent = `${path} ${body ?? ""} ${JSON.stringify(headers)}`;
    const mentor = routes[one.route].tag === "mentor";
    const isBodyless = one.method === "HEAD";
    const code = isBodyless && status < 500 ? "" : codeOf(status, text, sent, mentor);
    // A failure of the model is the end of a turn that was accepted.
    return { cell: `${String(status)} ${code}`.trim(), refused: status < 500 };
  }

  async #exchange(
    method: string,
    path: string,
    headers: Readonly<Record<string, string | string[]>>,
    body: string | null,
  ): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(this.#target.siteUrl);
    return new Promise((resolve, reject) => {
      const outgoing = startRequest({
        host: hostname,
        port,
        // Node itself refuses what is not ASCII here.
        path: encodeURI(path).replaceAll("%25", "%"),
        method,
        headers: {
          ...headers,
          ...(body === null ? {} : { "content-length": Buffer.byteLength(body) }),
        },
        agent: this.#agent,
        signal: AbortSignal.timeout(withinMs),
      });
      outgoing.on("response", (incoming) => {
        read(incoming).then(
          (text) => resolve({ status: incoming.statusCode ?? 0, text }),
          (error: unknown) => reject(new Finding(`the answer broke off: ${String(error)}`)),
        );
      });
      outgoing.on("error", (error) => {
        const isLate = error.name === "TimeoutError" || error.name === "AbortError";
        const why = isLate
          ? `no answer within ${String(withinMs)} ms`
          : `no answer: ${error.message}`;
        reject(new Finding(why));
      });
      outgoing.end(body ?? undefined);
    });
  }

  /** A line for a shell, without the sign-in. */
  async curlOf(one: Case): Promise<string> {
    const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
    if (one.kind === "raw")
      return `printf ${quoted(JSON.stringify(one.bytes))} | nc localhost 3000`;
    if (one.kind === "frame") {
      return `npx wscat -c "$WS/ws/chat/<key>${one.channel === "switch" ? "/switch" : ""}" -x ${quoted(one.text)}`;
    }
    const { path, body, headers } = await this.#partsOf(one);
    const { authorization, ...shown } = headers;
    const lines = Object.entries(shown).map(
      ([name, value]) => `-H ${quoted(`${name}: ${String(value)}`)}`,
    );
    if (authorization !== undefined) lines.unshift('-H "Authorization: Bearer $TOKEN"');
    const data = body === null ? [] : [`--data-binary ${quoted(body)}`];
    return [`curl -i -X ${one.method} "$API"${quoted(path)}`, ...lines, ...data].join(" ");
  }

  close(): void {
    for (const tab of this.#tabs.values()) tab.close();
    this.#agent.destroy();
  }
}

/** Cells of frames that did nothing: codes and closes; what they answer has a type with an underscore too. */
const refusedFrame =
  /^(closed|invalid_|unknown_|not_|user_mismatch|track_not|chat_not|session_|message_not|message_id_reused|turn_not|too_many|budget)/;

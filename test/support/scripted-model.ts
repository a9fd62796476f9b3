// An OpenAI-compatible server that answers by script.
//
// A learner's last message steers it (before the first message, the track's expectations do):
//   [slow] [slow S]      streams over about 3 (S) seconds      [long N]   N characters
//   [unicode]            see `unicodeAnswer`                   [empty]    no text at all
//   [cut]                the stream breaks off                 [refuse]   refused by a content filter
//   [error N]            HTTP N; `[error N x2]` twice, then fine; 429 alone means once, `always` for ever
//   [badjson]            an unusable first answer, repaired    [alwaysbadjson]  never usable
//   [truncated]          cut by the length limit, repaired  [alwaystruncated]  cut every time
//   [otherplan]          modules under other titles than planned, repaired   [alwaysotherplan]   not repaired either
//   [say] X              answers X, to the end of the message
//   [hold K]             answers only after `release(K)`    [length]   cut by the length limit, as it says
//   [think S]            thinks aloud for about S seconds first
//   [parts N]            N characters at a time, cut by the length limit until the last part   [repeat M]  of what was
//                        there the last M characters come again   [more X]   [X], of the rest of an answer alone
// An outline and a lesson are steered by the description of their module:
//   [lessons N]  so many lessons in the outline     [unsolved]  an exercise without a solution
//   [lesson X]   [X] for its lessons alone          [outline X]  for its outline alone
// Between the plan last shown and a finalisation: [drop N], [rename N title] (the same module under
// another title), [replace N title] (another module), [add title].
import type { IncomingMessage, ServerResponse } from "node:http";
import { startModelProxy } from "@ai-learning/local/faults/model-proxy";
import type { FaultBoard } from "@ai-learning/local/faults/faults";
import { LLMock, type ChatCompletionRequest, type Fixture } from "@copilotkit/aimock";
import { directive, read } from "./script-request.ts";
import { modelKey, respond } from "./script.ts";

/** One request the model received. */
export interface ModelCall {
  readonly authorization: string;
  /** Status it was answered with. */
  readonly status: number;
  readonly body: ChatCompletionRequest;
  /** What was sent: the text, thoughts included, and the tokens reported, where the answer got so far. */
  readonly served: Served;
}

export interface Served {
  readonly text: string;
  readonly reported: { readonly prompt: number; readonly completion: number } | null;
}

/** A running scripted model. */
export interface ScriptedModel {
  /** Without `/v1`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Answers held back until they are released, by the key of `[hold K]`. */
class Holds {
  readonly #open = new Map<string, PromiseWithResolvers<void>>();

  of(key: string): PromiseWithResolvers<void> {
    const known = this.#open.get(key) ?? Promise.withResolvers<void>();
    this.#open.set(key, known);
    return known;
  }

  releaseAll(): void {
    for (const hold of this.#open.values()) hold.resolve();
  }
}

const steeredBy =
  (name: string) =>
  (request: ChatCompletionRequest): boolean =>
    directive(read(request).steering, name) !== undefined;

/** How each kind of answer is streamed; the first that fits. */
const streams: readonly Pick<
  Fixture,
  "match" | "chunkSize" | "streamingProfile" | "truncateAfterChunks"
>[] = [
  {
    match: { predicate: (request) => steeredBy("slow")(request) || steeredBy("think")(request) },
    chunkSize: 20,
    streamingProfile: { ttft: 0, tps: 20 },
  },
  {
    match: { predicate: steeredBy("cut") },
    chunkSize: 4,
    // Slow enough that what was written has left before the connection is cut.
    streamingProfile: { ttft: 0, tps: 50 },
    truncateAfterChunks: 4,
  },
  // An odd size, so that surrogate pairs arrive in halves.
  { match: { predicate: steeredBy("unicode") }, chunkSize: 5 },
  { match: { predicate: steeredBy("long") }, chunkSize: 2000 },
  { match: {}, chunkSize: 40 },
];

/** Keeps what is written to a response. */
function keepWritten(answer: ServerResponse): () => string {
  const parts: string[] = [];
  const keep = (part: unknown): void => {
    if (typeof part === "string" || part instanceof Uint8Array) parts.push(String(part));
  };
  const write = answer.write.bind(answer) as (...all: unknown[]) => boolean;
  const end = answer.end.bind(answer) as (...all: unknown[]) => ServerResponse;
  answer.write = (...all: unknown[]) => {
    keep(all[0]);
    return write(...all);
  };
  answer.end = (...all: unknown[]) => {
    keep(all[0]);
    return end(...all);
  };
  return () => parts.join("");
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

/** Reads the stream of an answer as far as it was written. */
function servedIn(stream: string): Served {
  const chunks = [...stream.matchAll(/^data: (\{.*\})$/gm)].map(
    ([, json = ""]) => JSON.parse(json) as Chunk,
  );
  const usage = chunks.findLast((one) => one.usage)?.usage;
  return {
    text: chunks.map(({ choices }) => choices?.[0]?.delta?.content ?? "").join(""),
    reported: usage ? { prompt: usage.prompt_tokens, completion: usage.completion_tokens } : null,
  };
}

const answerJson = (response: ServerResponse, body: unknown): boolean => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  return true;
};

/**
 * Starts it on a free port of loopback. With a board, its switches of `model` apply to every answer, live; without one
 * there is nothing in front of the model.
 */
export async function startScriptedModel(faults?: FaultBoard): Promise<ScriptedModel> {
  const counts = new Map<string, number>();
  const times = (key: string): number => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  const holds = new Holds();
  const written: (() => string)[] = [];
  const mock = new LLMock({ port: 0, host: "127.0.0.1", journalMaxEntries: 0, logLevel: "silent" });
  const response = async (request: ChatCompletionRequest) => {
    const held = directive(read(request).steering, "hold");
    if (held !== undefined) await holds.of(held).promise;
    return respond(request, times);
  };
  mock.addFixtures(streams.map((stream) => ({ ...stream, response })));
  mock.mount("/v1", {
    // Its journal blanks authorisation headers; tests want to see which key came.
    handleRequest: async (request: IncomingMessage, answer: ServerResponse): Promise<boolean> => {
      request.headers["x-seen-authorization"] = request.headers.authorization ?? "";
      request.headers["x-seen-call"] = String(written.push(keepWritten(answer)) - 1);
      if (request.headers.authorization === `Bearer ${modelKey}`) return false;
      answer.writeHead(401, { "content-type": "application/json" });
      answer.end(JSON.stringify({ error: { message: "wrong key", code: "invalid_api_key" } }));
      return true;
    },
  });
  mock.mount("/script", {
    handleRequest: async (request: IncomingMessage, answer: ServerResponse, path: string) => {
      const { searchParams } = new URL(request.url ?? "/", "http://model");
      if (path === "/release") holds.of(searchParams.get("key") ?? "").resolve();
      const wanted = searchParams.get("contains") ?? "";
      return answerJson(answer, path === "/calls" ? callsOf(mock, wanted, written) : {});
    },
  });
  const upstream = await mock.start();
  const door = faults && (await startModelProxy({ upstream, port: 0, faults }));
  return {
    url: door?.url ?? upstream,
    async stop() {
      holds.releaseAll();
      await door?.stop();
      await mock.stop();
    },
  };
}

const callsOf = (mock: LLMock, wanted: string, written: readonly (() => string)[]): ModelCall[] =>
  mock.getRequests().flatMap(({ headers, body, response }) => {
    const text = JSON.stringify(body);
    if (
      body === null ||
      !("messages" in body) ||
      !text.includes(JSON.stringify(wanted).slice(1, -1))
    )
      return [];
    const authorization = headers["x-seen-authorization"] ?? "";
    const served = servedIn(written[Number(headers["x-seen-call"])]?.() ?? "");
    return [
      { authorization, status: response.status, body: body as ChatCompletionRequest, served },
    ];
  });

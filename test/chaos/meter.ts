// A relay in front of the model that notes every request really made: the ledger has to know of each.
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import { read } from "../support/script-request.ts";

/** One request the model got. */
export interface ModelRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly task: string;
  /** What the learner said last. */
  readonly said: string;
  /** The track's title, as the prompt has it. */
  readonly title: string;
}

export interface Meter {
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  readonly stop: () => Promise<void>;
}

const titleOf = (system: string): string => /^ "title": "(.*)",$/m.exec(system)?.[1] ?? "";

/** Starts it on a free port of loopback. */
export async function startMeter(upstream: string): Promise<Meter> {
  const requests: ModelRequest[] = [];

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    const incoming: AsyncIterable<Buffer> = request;
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const asked: ChatCompletionRequest = JSON.parse(body.toString());
    const { task, said, system } = read(asked);
    requests.push({ at: Date.now(), task, said, title: titleOf(system) });
    const { connection: _, "transfer-encoding": _encoding, ...headers } = request.headers;
    const onward = ask(new URL(request.url ?? "/", upstream), {
      method: request.method ?? "POST",
      headers: { ...headers, "content-length": body.length },
      agent: false,
    });
    onward.on("error", () => response.destroy());
    onward.on("response", (answer) => {
      const { connection: _closing, "transfer-encoding": _chunked, ...sent } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, sent);
      // What is passed on must leave as it comes, and its end must look as it looked there.
      answer.on("data", (chunk: Buffer) => response.write(chunk));
      answer.on("end", () => response.end());
      answer.on("error", () => response.destroy());
      answer.on("close", () => {
        if (!answer.complete) response.destroy();
      });
    });
    response.on("close", () => onward.destroy());
    onward.end(body);
  }

  const server = createServer((request, response) => {
    relay(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

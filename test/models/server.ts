// One model server with a mode for each thing that model servers really do. The name of the model asked for chooses the mode.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import { read } from "../support/script-request.ts";
import { respond } from "../support/script.ts";
import { answeringModes } from "./answering-modes.ts";
import { dialectModes } from "./dialect-modes.ts";
import { reply, type Asked } from "./exchange.ts";
import { failingModes } from "./failing-modes.ts";
import { modelOf, type Mode } from "./mode.ts";

export const modes: readonly Mode[] = [
  ...answeringModes,
  ...dialectModes,
  ...failingModes,
].toSorted((one, other) => one.line - other.line);

export interface ModelServer {
  /** Without `/v1`. */
  readonly url: string;
  /** What came for a mode, oldest first. */
  requestsOf(mode: string): readonly Asked[];
  /** Answers under way: none of them is when nobody waits for one. */
  openAnswers(): number;
  stop(): Promise<void>;
}

/** Starts it on a free port of loopback. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: Asked[] = [];
  const counts = new Map<string, number>();
  const open = new Set<ServerResponse>();
  const byName = new Map(modes.map((mode) => [modelOf(mode), mode]));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open.add(response);
    response.on("close", () => open.delete(response));
    response.on("error", () => undefined);
    const body: unknown = JSON.parse(await text(request));
    const asked = body as Asked;
    requests.push(asked);
    const script = body as ChatCompletionRequest;
    const key = `${request.url ?? ""} ${asked.model} ${read(script).task}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const mode = byName.get(asked.model);
    const scripted = respond(script, () => 1);
    const content =
      "content" in scripted && typeof scripted.content === "string" ? scripted.content : "";
    if (mode === undefined) reply(response, 404, '{"error":"no such model"}');
    else await mode.answer({ asked, response, content, nth });
  }

  const server = createServer((request, response) => {
    // A caller that leaves while it asks is not answered.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requestsOf: (mode) => requests.filter(({ model }) => model === modelOf({ name: mode })),
    openAnswers: () => open.size,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

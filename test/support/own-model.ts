// A model server that somebody brings along: it takes one key, remembers everything that came, and answers by the same
// script as the server's own. What the learner says may make it misbehave: [own 401] refuses and repeats the key it was
// given, [own redirect] (and the path /v1/redirect) sends the request elsewhere, [own nonsense] reports what no ledger can hold.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { ChatCompletionRequest } from "@copilotkit/aimock";
import { onTestFinished } from "vitest";
import { respond } from "./script.ts";
import { directive, read } from "./script-request.ts";

export interface OwnModel {
  /** With `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly requests: readonly {
    readonly headers: IncomingHttpHeaders;
    readonly body: ChatCompletionRequest;
  }[];
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

function stream(response: ServerResponse, model: unknown, content: string, tokens: number): void {
  const send = (chunk: object): void => {
    response.write(`data: ${JSON.stringify({ model, ...chunk })}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const pieces = content.match(/[^]{1,40}/g) ?? [];
  for (const piece of pieces) send({ choices: [{ index: 0, delta: { content: piece } }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  send({ choices: [], usage: { prompt_tokens: tokens, completion_tokens: tokens } });
  response.end("data: [DONE]\n\n");
}

/** Starts it on loopback until the test is over. */
export async function bringModel(redirectTo = "http://127.0.0.1:9/v1"): Promise<OwnModel> {
  const key = `sk-own-${crypto.randomUUID()}`;
  const requests: { headers: IncomingHttpHeaders; body: ChatCompletionRequest }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await text(request)) as ChatCompletionRequest;
      requests.push({ headers: request.headers, body });
      const given = request.headers.authorization ?? "";
      const misbehaving = directive(read(body).steering, "own");
      if (misbehaving === "redirect" || request.url?.startsWith("/v1/redirect")) {
        response.writeHead(307, { location: redirectTo }).end();
      } else if (given !== `Bearer ${key}` || misbehaving === "401") {
        json(response, 401, { error: { message: `no good: ${given}`, type: "auth" } });
      } else {
        const isNonsense = misbehaving === "nonsense";
        const answer = respond(body, () => 1);
        const content = "content" in answer ? answer.content : "";
        const name = isNonsense ? `gpt\0-${"4".repeat(500)}` : body.model;
        stream(response, name, content, isNonsense ? 1e300 : 7);
      }
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, key, requests };
}

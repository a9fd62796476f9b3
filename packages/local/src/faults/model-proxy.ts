// A proxy in front of an OpenAI-compatible stand-in, where the switches of `model` are applied. With all of them off it
// passes everything on as it is.
import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { FaultBoard } from "./faults.ts";
import { listen } from "../gateway/listen.ts";
import {
  Cut,
  faultyEvents,
  faultyJson,
  eventsOf,
  rollModelFault,
  Stall,
  type ModelFault,
} from "./model-faults.ts";

/** A running proxy. */
export interface ModelProxy {
  /** Of the proxy's port alone, without a path. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where to. */
export interface ModelProxyOptions {
  /** The model's server; its path is ignored, the client's is passed on. */
  readonly upstream: string;
  /** On loopback; 0 means any free one. */
  readonly port: number;
  readonly faults: FaultBoard;
}

/**
 * Starts the proxy.
 *
 * @throws StartError when the port is taken
 */
export async function startModelProxy(options: ModelProxyOptions): Promise<ModelProxy> {
  const { faults, port } = options;
  const listener = await listen({ host: "127.0.0.1", port, setting: "the model's port" });

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const fault: ModelFault = isModelCall(request) ? rollModelFault(faults) : { kind: "none" };
    if (fault.kind === "unavailable") return unavailable(response);
    const headers = passedOn(request.headers);
    const latencyMs = faults.values["model.latencyMs"];
    if (latencyMs > 0) headers["x-aimock-chaos-latency"] = String(Math.round(latencyMs));
    if (fault.kind === "aimock") headers[fault.header] = "1";
    const upstream = ask(new URL(request.url ?? "/", options.upstream), {
      method: request.method ?? "GET",
      headers,
      // A connection kept alive might be closed by the other side just as it is used again.
      agent: false,
    });
    upstream.on("response", (answer) => {
      answer.on("error", () => response.destroy());
      const sent = passedOn(answer.headers);
      if (answer.statusCode === 429) {
        sent["retry-after"] = String(faults.values["model.retryAfterSeconds"]);
      }
      // A body that is changed has another length.
      if (fault.kind === "answer") delete sent["content-length"];
      response.writeHead(answer.statusCode ?? 502, sent);
      if (fault.kind !== "answer" || answer.statusCode !== 200) answer.pipe(response);
      else sendFaulty(answer, response, fault).catch(() => response.destroy());
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  }

  for (const server of listener.servers) server.on("request", pass);
  return {
    url: `http://127.0.0.1:${String(listener.port)}`,
    stop: () => listener.abandon(),
  };
}

/** Whether faults apply: to calls of the model and looks at it, not to what else tests ask of its server. */
function isModelCall({ method, url = "" }: IncomingMessage): boolean {
  return (method === "POST" && url.startsWith("/v1/")) || url === "/v1/models";
}

function unavailable(response: ServerResponse): void {
  const error = { message: "The server is overloaded.", type: "server_error", code: null };
  response.writeHead(503, { "content-type": "application/json" });
  response.end(JSON.stringify({ error }));
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** Headers that speak of one hop only. */
function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _connection, "keep-alive": _keep, ...rest } = headers;
  delete rest["transfer-encoding"];
  return rest;
}

async function sendFaulty(
  answer: IncomingMessage,
  response: ServerResponse,
  fault: ModelFault & { kind: "answer" },
): Promise<void> {
  try {
    const events = eventsOf(answer);
    const streamed = answer.headers["content-type"]?.startsWith("text/event-stream") === true;
    const changed = streamed
      ? faultyEvents(events, fault)
      : faultyJson(await joined(events), fault.fault);
    for await (const piece of changed) response.write(piece);
    response.end();
  } catch (thrown) {
    if (thrown instanceof Stall) return;
    // What was written should leave before the connection ends under it.
    if (thrown instanceof Cut) response.write("", () => response.destroy());
    else throw thrown;
  }
}

// The HTTP API: a request becomes an event, a function's result becomes the response, within the API's limits.
import type { IncomingMessage, ServerResponse } from "node:http";
import { splitTarget } from "./edge.ts";
import { httpEvent } from "./http-event.ts";
import { apiError, internalError, responseOf, type HttpResponse } from "./http-response.ts";
import type { Router } from "./http-routes.ts";
import type { Outcome } from "../functions/ipc.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Throttle } from "./token-bucket.ts";
import { withTimeout } from "../with-timeout.ts";

/** What the HTTP API needs. */
export interface HttpApiOptions {
  readonly route: Router;
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly throttle: Throttle;
  readonly edgeSecret: string;
  readonly limits: Limits;
  readonly log: Log;
}

/** Answers one request. */
export type HttpApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The API over a set of routes. */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  const { limits } = options;

  async function answer(request: IncomingMessage): Promise<HttpResponse> {
    if (headerBytes(request) > limits.httpHeaderBytes) {
      return apiError(431, "Request Header Fields Too Large");
    }
    if (!options.throttle()) return apiError(429, "Too Many Requests");
    const { path } = splitTarget(request.url ?? "/");
    const match = options.route(request.method ?? "GET", path);
    if (!match) return apiError(404, "Not Found");
    const body = await readBody(request, limits.httpBodyBytes);
    if (!body) return apiError(413, "Request Entity Too Large");
    const event = httpEvent(request, body, match, options.edgeSecret);
    const outcome = await withTimeout(
      options.invoke(match.functionName, event),
      limits.httpIntegrationMs,
    );
    if (!outcome) return apiError(503, "Service Unavailable");
    if (outcome.ok) return withId(responseOf(outcome.payload), event.requestContext.requestId);
    options.log(match.functionName, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
    return withId(internalError, event.requestContext.requestId);
  }

  return async (request, response) => {
    const answered = await answer(request);
    if (!response.destroyed) write(request, response, answered);
  };
}

function withId(response: HttpResponse, requestId: string): HttpResponse {
  return { ...response, headers: { ...response.headers, "apigw-requestid": requestId } };
}

/** Request line and headers as sent. */
function headerBytes(request: IncomingMessage): number {
  const line = `${request.method ?? ""} ${request.url ?? ""} HTTP/1.1\r\n`;
  return request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, line.length);
}

/** The whole body, or undefined as soon as it is too long. Rejects when the client goes away. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
  });
}

function write(request: IncomingMessage, response: ServerResponse, answered: HttpResponse): void {
  const { status, headers, body } = answered;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // What was not read of a refused body would be taken for the next request.
  if (!request.complete) response.setHeader("connection", "close");
  const bodyless = status === 204 || status === 304 || request.method === "HEAD";
  if (!bodyless || request.method === "HEAD") response.setHeader("content-length", body.length);
  response.writeHead(status);
  response.end(bodyless ? undefined : body, () => {
    if (!request.complete) request.destroy();
  });
}

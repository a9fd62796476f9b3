// `@connections`: how functions post to a connection, look at it and close it, as the AWS SDK calls it.
import type { IncomingMessage, ServerResponse } from "node:http";
import { closeConnection, isOpen, sendText, type Connections } from "./connection.ts";
import type { FaultBoard } from "../faults/faults.ts";
import type { Limits } from "../limits.ts";
import type { Throttle } from "./token-bucket.ts";

/** What the API needs. */
export interface ConnectionsApiOptions {
  readonly connections: Connections;
  readonly stage: string;
  readonly throttle: Throttle;
  readonly limits: Limits;
  readonly faults: FaultBoard;
}

interface Answer {
  readonly status: number;
  /** The SDK makes its exception from this. */
  readonly error?: string;
  readonly body?: unknown;
}

const gone: Answer = { status: 410, error: "GoneException" };
const forbidden: Answer = {
  status: 403,
  error: "ForbiddenException",
  body: { message: "Forbidden" },
};
const limited: Answer = { status: 429, error: "LimitExceededException" };
const tooLarge: Answer = { status: 413, error: "PayloadTooLargeException" };

/** A request listener for the management endpoint. */
export function createConnectionsApi(
  options: ConnectionsApiOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { connections, limits, faults } = options;
  let posts = 0;

  async function post(id: string, body: Buffer): Promise<Answer> {
    posts += 1;
    const count = posts;
    const delayMs = faults.values["posts.delayMs"];
    if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs));
    if (faults.roll("posts.fail")) return { status: 500, error: "InternalServerErrorException" };
    if (isNth(count, faults.values["posts.throttleEvery"])) return limited;
    if (body.length > limits.messageBytes) return tooLarge;
    const connection = connections.get(id);
    if (!isOpen(connection)) return gone;
    if (connection.socket.bufferedAmount > limits.postBufferBytes) return limited;
    sendText(connection, body.toString());
    return { status: 200 };
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const body = await bodyOf(request);
    if (!isSigned(request))
      return { ...forbidden, body: { message: "Missing Authentication Token" } };
    const id = connectionId(request.url ?? "", options.stage);
    if (id === undefined) return forbidden;
    if (!options.throttle()) return limited;
    if (request.method === "POST") return post(id, body);
    const connection = connections.get(id);
    if (request.method !== "GET" && request.method !== "DELETE") return forbidden;
    if (!isOpen(connection)) return gone;
    if (request.method === "DELETE") {
      closeConnection(connection, 1000, "Connection Closed Normally");
      return { status: 204 };
    }
    const { connectedAt, lastActiveAt, sourceIp, userAgent } = connection;
    return {
      status: 200,
      body: {
        connectedAt: new Date(connectedAt).toISOString(),
        identity: { sourceIp, userAgent },
        lastActiveAt: new Date(lastActiveAt).toISOString(),
      },
    };
  }

  return (request, response) => {
    answer(request).then(
      (result) => write(response, result),
      () => response.destroy(),
    );
  };
}

function write(response: ServerResponse, { status, error, body }: Answer): void {
  if (error !== undefined) response.setHeader("x-amzn-errortype", error);
  response.setHeader("content-type", "application/json");
  response.writeHead(status);
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** A forgotten credential must fail here as it does on AWS; the signature itself is not checked. */
function isSigned(request: IncomingMessage): boolean {
  const { authorization } = request.headers;
  const signed = authorization?.startsWith("AWS4-HMAC-SHA256 Credential=") ?? false;
  return signed && request.headers["x-amz-date"] !== undefined;
}

/** The id in `/@connections/{id}` or `/{stage}/@connections/{id}`; any other path is forbidden, as on AWS. */
function connectionId(url: string, stage: string): string | undefined {
  try {
    const segments = url.split("?")[0]?.split("/").slice(1).map(decodeURIComponent) ?? [];
    if (segments[0] === stage) segments.shift();
    const [resource, id, ...rest] = segments;
    return resource === "@connections" && rest.length === 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = request;
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isNth(count: number, every: number): boolean {
  return every > 0 && count % every === 0;
}

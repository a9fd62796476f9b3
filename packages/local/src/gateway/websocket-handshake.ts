// The handshake of a WebSocket: which connection and query a request asks for, and what `$connect` answers while the
// upgrade is pending.
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { domainOf, gatewayId, remoteAddressOf } from "./aws-shapes.ts";
import type { Connection } from "./connection.ts";
import { queryValues, socketQuery, splitTarget } from "./edge.ts";
import type { WebSocketApiOptions } from "./websocket-api-options.ts";
import { connectEvent } from "./websocket-event.ts";
import { withTimeout } from "../with-timeout.ts";

/** A request for a socket, as the API sees it. */
export interface Handshake {
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Present when the request came by the edge's paths rather than the API's own. */
  readonly edgeSecret: string | undefined;
}

/** What `$connect` decided: a status, with the subprotocol it chose. */
export interface ConnectAnswer {
  readonly status: number;
  readonly protocol?: string;
}

/** Reads a request's path and query; undefined for a path that is no socket's. */
export function readHandshake(
  request: IncomingMessage,
  isDirect: boolean,
  options: Pick<WebSocketApiOptions, "directPath" | "pathPattern" | "edgeSecret">,
): Handshake | undefined {
  const target = request.url ?? "/";
  const { path, query: direct } = splitTarget(target);
  if (isDirect && path === options.directPath) {
    return { query: queryValues(direct), edgeSecret: undefined };
  }
  const query = socketQuery(target, options.pathPattern);
  return query && { query, edgeSecret: options.edgeSecret };
}

/** A connection that is not open yet. */
export function newConnection(request: IncomingMessage): Connection {
  const now = Date.now();
  return {
    id: gatewayId(),
    connectedAt: now,
    lastActiveAt: now,
    sourceIp: remoteAddressOf(request.socket),
    userAgent: request.headers["user-agent"],
    domainName: domainOf(request.headers.host),
  };
}

/** Asks `$connect`: what the function answered, 502 if it threw, 504 if it took too long. */
export async function askConnect(
  options: WebSocketApiOptions,
  connection: Connection,
  request: IncomingMessage,
  { query, edgeSecret }: Handshake,
): Promise<ConnectAnswer> {
  const name = options.routes.get("$connect");
  if (name === undefined) return { status: 200 };
  const event = connectEvent(connection, request, query, edgeSecret, options.stage);
  const timeoutMs = options.limits.socketIntegrationMs;
  const outcome = await withTimeout(options.invoke(name, event), timeoutMs);
  if (!outcome) return { status: 504 };
  if (outcome.ok) return connectAnswer(outcome.payload);
  options.log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
  return { status: 502 };
}

/** Answers the handshake with a status instead of a socket. */
export function refuseHandshake(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`;
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function connectAnswer(payload: unknown): ConnectAnswer {
  if (typeof payload !== "object" || payload === null || !("statusCode" in payload)) {
    return { status: 502 };
  }
  const status = Number(payload.statusCode);
  const headers = "headers" in payload ? payload.headers : undefined;
  if (typeof headers !== "object" || headers === null) return { status };
  const found = Object.entries(headers).find(([k]) => k.toLowerCase() === "sec-websocket-protocol");
  return found ? { status, protocol: String(found[1]) } : { status };
}

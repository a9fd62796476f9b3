// The three events of a WebSocket API, key for key as API Gateway sends them.
import type { IncomingMessage } from "node:http";
import { api, gatewayId, logTime, remoteAddressOf, traceId } from "./aws-shapes.ts";
import type { Connection } from "./connection.ts";
import { edgeHeaders, isEdgeHeader } from "./edge.ts";

type Event = Record<string, unknown>;
type Kind = "CONNECT" | "MESSAGE" | "DISCONNECT";

function contextOf(connection: Connection, kind: Kind, routeKey: string, stage: string): Event {
  const now = Date.now();
  const requestId = gatewayId();
  const { sourceIp, userAgent } = connection;
  return {
    routeKey,
    eventType: kind,
    extendedRequestId: requestId,
    requestTime: logTime(now),
    messageDirection: "IN",
    stage,
    connectedAt: connection.connectedAt,
    requestTimeEpoch: now,
    identity: { ...(userAgent !== undefined && { userAgent }), sourceIp },
    requestId,
    domainName: connection.domainName,
    connectionId: connection.id,
    apiId: api.websocket,
  };
}

/**
 * The event of the handshake; `query` is what the edge made of the path and the client's own parameters. Without a
 * secret the request did not pass the edge.
 */
export function connectEvent(
  connection: Connection,
  request: IncomingMessage,
  query: ReadonlyMap<string, readonly string[]>,
  edgeSecret: string | undefined,
  stage: string,
): Event {
  const multiValueHeaders = headersOf(request, edgeSecret);
  return {
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    ...(query.size > 0 && {
      queryStringParameters: lastOf(Object.fromEntries(query)),
      multiValueQueryStringParameters: Object.fromEntries(query),
    }),
    requestContext: contextOf(connection, "CONNECT", "$connect", stage),
    isBase64Encoded: false,
  };
}

/** The event of a message: no headers, no query. */
export function messageEvent(
  connection: Connection,
  routeKey: string,
  body: string,
  stage: string,
): Event & { requestContext: Event } {
  const context = contextOf(connection, "MESSAGE", routeKey, stage);
  return {
    requestContext: { ...context, messageId: gatewayId() },
    body,
    isBase64Encoded: false,
  };
}

/** The event after a connection has ended. */
export function disconnectEvent(
  connection: Connection,
  code: number,
  reason: string,
  stage: string,
): Event {
  const headers = {
    Host: connection.domainName,
    "x-api-key": "",
    "X-Forwarded-For": "",
    "x-restapi": "",
  };
  return {
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    requestContext: {
      ...contextOf(connection, "DISCONNECT", "$disconnect", stage),
      disconnectStatusCode: code,
      disconnectReason: reason,
    },
    isBase64Encoded: false,
  };
}

/** How the gateway spells the headers it knows; others stay as sent. */
const spelling = new Map(
  [
    "Host",
    "Origin",
    "Cookie",
    "Authorization",
    "User-Agent",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "X-Forwarded-For",
  ].map((name) => [name.toLowerCase(), name]),
);

function headersOf(
  request: IncomingMessage,
  edgeSecret: string | undefined,
): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const sent = request.rawHeaders[index] ?? "";
    const value = request.rawHeaders[index + 1] ?? "";
    const name = spelling.get(sent.toLowerCase()) ?? sent;
    if (/^(?:connection|upgrade)$/i.test(name) || isEdgeHeader(name)) continue;
    headers[name] = [...(headers[name] ?? []), value];
  }
  const before = headers["X-Forwarded-For"] ?? [];
  headers["X-Forwarded-For"] = [[...before, remoteAddressOf(request.socket)].join(", ")];
  headers["X-Forwarded-Port"] = [String(request.socket.localPort ?? "")];
  headers["X-Forwarded-Proto"] = ["http"];
  headers["X-Amzn-Trace-Id"] = [traceId()];
  const added = edgeSecret === undefined ? {} : edgeHeaders(request, edgeSecret);
  for (const [name, value] of Object.entries(added)) headers[name] = [value];
  return headers;
}

function lastOf(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));
}

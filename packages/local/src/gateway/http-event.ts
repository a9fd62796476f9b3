// An HTTP request as the payload format 2.0 event a function receives. What is absent is absent, never null.
import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { api, domainOf, gatewayId, logTime, remoteAddressOf, traceId } from "./aws-shapes.ts";
import { edgeHeaders, isEdgeHeader, queryValues, splitTarget } from "./edge.ts";
import type { RouteMatch } from "./http-routes.ts";

/** The event of a request whose body has been read. */
export function httpEvent(
  request: IncomingMessage,
  body: Buffer,
  match: RouteMatch,
  edgeSecret: string,
): Record<string, unknown> & { requestContext: Record<string, unknown> & { requestId: string } } {
  const { path, query } = splitTarget(request.url ?? "/");
  const now = Date.now();
  const domainName = domainOf(request.headers.host);
  const values = queryValues(query);
  const text = isText(request.headers["content-type"]) && isUtf8(body);
  return {
    version: "2.0",
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(request.headers.cookie !== undefined && { cookies: cookiesOf(request.headers.cookie) }),
    headers: headersOf(request, edgeSecret),
    ...(values.size > 0 && {
      queryStringParameters: Object.fromEntries([...values].map(([k, v]) => [k, v.join(",")])),
    }),
    requestContext: {
      accountId: api.accountId,
      apiId: api.http,
      domainName,
      domainPrefix: domainName.split(".")[0],
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: remoteAddressOf(request.socket),
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: gatewayId(),
      routeKey: match.routeKey,
      stage: "$default",
      time: logTime(now),
      timeEpoch: now,
    },
    ...(match.pathParameters && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

function cookiesOf(header: string): string[] {
  return header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== "");
}

const hopByHop = new Set([
  "connection",
  "keep-alive",
  "upgrade",
  "transfer-encoding",
  "te",
  "cookie",
]);

/** Lower case, repeated ones joined by commas, cookies apart, forwarding headers added. */
function headersOf(request: IncomingMessage, edgeSecret: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (!hopByHop.has(name) && !isEdgeHeader(name) && values) headers[name] = values.join(",");
  }
  const peer = remoteAddressOf(request.socket);
  const before = headers["x-forwarded-for"];
  headers["x-forwarded-for"] = before === undefined ? peer : `${before}, ${peer}`;
  headers["x-forwarded-port"] = String(request.socket.localPort ?? "");
  headers["x-forwarded-proto"] = "http";
  headers["x-amzn-trace-id"] = traceId();
  return { ...headers, ...edgeHeaders(request, edgeSecret) };
}

/** Text, JSON, XML and JavaScript arrive as text, everything else as base64. */
function isText(contentType: string | undefined): boolean {
  const type = (contentType ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
  return /^text\/|^application\/(?:[\w.-]+\+)?(?:json|xml|javascript)$/.test(type);
}

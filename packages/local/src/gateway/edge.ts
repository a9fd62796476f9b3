// What CloudFront and its function do in production: one origin, socket paths turned into query parameters, the
// viewer's address and the stage's secret as headers nobody else can set.
import type { IncomingMessage } from "node:http";
import { edge } from "@ai-learning/functions/manifest";
import { remoteAddressOf } from "./aws-shapes.ts";

/** The headers the edge adds to a request. */
export function edgeHeaders(request: IncomingMessage, secret: string): Record<string, string> {
  return { [edge.secretHeader]: secret, [edge.viewerHeader]: remoteAddressOf(request.socket) };
}

/** Whether only the edge may set this header, so that a client's is dropped; `name` in any case. */
export function isEdgeHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === edge.secretHeader || lower === edge.viewerHeader;
}

/** Path and query of a request target, as sent. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf("?");
  if (mark < 0) return { path: target, query: "" };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** Which of the origins answers a path. */
export function originOf(path: string): "api" | "socket" | "site" {
  if (path === "/api" || path.startsWith("/api/")) return "api";
  if (path === "/ws" || path.startsWith("/ws/")) return "socket";
  return "site";
}

/**
 * The query with which a socket path reaches the API, the client's own parameters kept except the two the path
 * decides. Undefined for a path that is no socket's.
 */
export function socketQuery(
  target: string,
  pathPattern: RegExp,
): ReadonlyMap<string, readonly string[]> | undefined {
  const { path, query } = splitTarget(target);
  const [, key, channel] = pathPattern.exec(path) ?? [];
  if (key === undefined) return undefined;
  const parameters = queryValues(query);
  parameters.delete("session_key");
  parameters.delete("channel");
  parameters.set("session_key", [key]);
  if (channel !== undefined) parameters.set("channel", ["switch"]);
  return parameters;
}

/** Every parameter of a query with all its values, decoded, in order. */
export function queryValues(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    if (before) before.push(value);
    else values.set(name, [value]);
  }
  return values;
}

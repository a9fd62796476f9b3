// Messages of the WebSocket API: each is routed by its type to a function, and its failures are told to the client in
// the frames that API Gateway sends.
import { isOpen, sendText, type Connection } from "./connection.ts";
import type { WebSocketApiOptions } from "./websocket-api-options.ts";
import { messageEvent } from "./websocket-event.ts";
import { withTimeout } from "../with-timeout.ts";

/** Calls the function of a message's route. Messages of one connection are handled side by side, as on AWS. */
export async function deliverMessage(
  options: WebSocketApiOptions,
  connection: Connection,
  body: string,
): Promise<void> {
  const { routes, limits, log } = options;
  const routeKey = routeOf(body, routes);
  const event = messageEvent(connection, routeKey, body, options.stage);
  const sendError = (text: string): void => {
    const requestId = String(event.requestContext["requestId"]);
    if (isOpen(connection)) sendText(connection, errorFrame(text, connection.id, requestId));
  };
  const name = routes.get(routeKey);
  if (name === undefined) return sendError("Forbidden");
  if (!options.throttle()) return sendError("Too Many Requests");
  const outcome = await withTimeout(options.invoke(name, event), limits.socketIntegrationMs);
  if (!outcome) return sendError("Endpoint request timed out");
  if (outcome.ok) return;
  log(name, `${outcome.errorType}: ${outcome.errorMessage}`, "error");
  sendError("Internal server error");
}

/** An error as the client sees it, spaced exactly as the gateway spaces it. */
function errorFrame(message: string, connectionId: string, requestId: string): string {
  return `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;
}

/** The route of a message: `$request.body.type` if that names one, else `$default`. */
function routeOf(body: string, routes: ReadonlyMap<string, string>): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return "$default";
  }
  if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "type")) {
    return "$default";
  }
  const type: unknown = Reflect.get(parsed, "type");
  return typeof type === "string" && !type.startsWith("$") && routes.has(type) ? type : "$default";
}

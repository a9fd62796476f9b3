// What happens on one open socket, within the gateway's limits on frames: its text messages and its end.
import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { closeConnection, isOpen, type Connection } from "./connection.ts";
import { createFrameMeter } from "./frame-meter.ts";
import type { Limits } from "../limits.ts";

/** What to do about a socket's events. */
export interface SocketHandlers {
  /** A text message. */
  message(body: string): void;
  /** The end, with the code and reason that `$disconnect` is told. */
  closed(code: number, reason: string): void;
}

/** Handles a socket from its opening on. */
export function listenToSocket(
  connection: Connection,
  { socket, raw }: { readonly socket: WebSocket; readonly raw: Socket },
  limits: Pick<Limits, "frameBytes">,
  handlers: SocketHandlers,
): void {
  const isTooLong = createFrameMeter(limits.frameBytes);
  // Before the library's own listener, so that the message of a frame too long is not delivered.
  raw.prependListener("data", (chunk: Buffer) => {
    if (isOpen(connection) && isTooLong(chunk)) {
      closeConnection(connection, 1009, "Message too big");
    }
  });
  socket.on("message", (data, binary) => {
    if (!isOpen(connection)) return;
    connection.lastActiveAt = Date.now();
    if (binary) closeConnection(connection, 1003, "Binary is not supported");
    else handlers.message(textOf(data));
  });
  socket.on("error", (error) => {
    const code = "code" in error ? String(error.code) : "";
    if (code.includes("UNSUPPORTED_MESSAGE_LENGTH")) {
      connection.closedBy ??= { code: 1009, reason: "Message too big" };
    }
  });
  socket.on("close", (code, reason) => {
    const cause = connection.closedBy ?? { code, reason: reasonOf(code, reason.toString()) };
    handlers.closed(cause.code, cause.reason);
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString();
}

function reasonOf(code: number, given: string): string {
  if (given !== "") return given;
  if (code === 1005) return "Client-side close frame status not set";
  return code === 1006 ? "Connection Closed Abnormally" : "";
}

// One WebSocket connection as the gateway knows it, and the registry of all that are open or opening.
import type { Socket } from "node:net";
import type { WebSocket } from "ws";

/** A client's connection; `socket` is absent while `$connect` is still running. */
export interface Connection {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  readonly domainName: string;
  socket?: WebSocket;
  /** The TCP connection under it. */
  raw?: Socket;
  /** Last message in either direction, epoch milliseconds; control frames do not count. */
  lastActiveAt: number;
  /** Why the gateway itself closed it. */
  closedBy?: { readonly code: number; readonly reason: string };
}

/** Connections by id. */
export type Connections = Map<string, Connection>;

/** Whether something can still be sent: false while connecting, and from the first sight of a close frame. */
export function isOpen(
  connection: Connection | undefined,
): connection is Connection & { socket: WebSocket } {
  return (
    connection?.socket !== undefined && connection.socket.readyState === connection.socket.OPEN
  );
}

/** Sends a text message. */
export function sendText(connection: Connection & { socket: WebSocket }, text: string): void {
  connection.lastActiveAt = Date.now();
  // A failed send means the socket is going; its close event tells the rest.
  connection.socket.send(text, () => undefined);
}

/** Closes from the gateway's side, remembering why for `$disconnect`. */
export function closeConnection(connection: Connection, code: number, reason: string): void {
  connection.closedBy ??= { code, reason };
  connection.socket?.close(code, reason);
}

/** Ends it the way a broken network does: a TCP reset, no close frame. */
export function resetConnection(connection: Connection): void {
  connection.raw?.resetAndDestroy();
}

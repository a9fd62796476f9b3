// How frames reach connections.
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import * as socket from "../adapters/socket.ts";
import * as Connections from "../connection/connection.ts";
import type { Connection } from "../connection/connection.ts";
import * as log from "../log.ts";

export interface Transport {
  /** The live connections of a session, read strongly. */
  connectionsOf(sessionId: string): Promise<Connection[]>;
  /** Posts a frame; false when the connection is gone for good. Throws when it could not be sent. */
  post(connectionId: string, frame: ServerFrame): Promise<boolean>;
  /** Forgets a connection that is gone. */
  remove(connection: Connection): Promise<void>;
}

export const transport: Transport = {
  connectionsOf: Connections.ofSession,
  post: socket.post,
  remove: Connections.remove,
};

/** Posts a frame and forgets the connection when it is gone. Never rejects. */
export async function deliver(
  connection: Connection,
  frame: ServerFrame,
  over: Transport = transport,
): Promise<"sent" | "gone" | "failed"> {
  try {
    if (await over.post(connection.connection_id, frame)) return "sent";
    await over.remove(connection);
    return "gone";
  } catch (error) {
    log.warn("post_failed", { connection_id: connection.connection_id, type: frame.type }, error);
    return "failed";
  }
}

// Telling every open tab of a session that a turn was accepted, or ended without a worker.
import * as Connections from "../connection/connection.ts";
import * as log from "../log.ts";
import { deliver, follows } from "./broadcast.ts";
import * as frames from "./frames.ts";
import type { Accepted, Ended, OpenedOver } from "./turn.sql.ts";

async function toAll(
  sessionId: string,
  openedOver: OpenedOver,
  frame: (connection: Connections.Connection) => Parameters<typeof deliver>[1],
  asker?: Connections.Connection,
): Promise<void> {
  let connections: readonly Connections.Connection[];
  try {
    const found = await Connections.ofSession(sessionId);
    const isAmong = found.some((one) => one.connection_id === asker?.connection_id);
    connections = asker === undefined || isAmong ? found : [...found, asker];
  } catch (error) {
    // What is stored is stored: a tab that was not told reads it when it returns.
    log.warn("not_announced", { session_id: sessionId }, error);
    connections = asker === undefined ? [] : [asker];
  }
  const told = connections.filter(
    (one) => one.connection_id === asker?.connection_id || follows(one, openedOver),
  );
  await Promise.all(told.map((one) => deliver(one, frame(one))));
}

/** `message_accepted` to all open tabs of the session that follow such turns, and to the one that asked. */
export const announceAccepted = (
  turn: Accepted,
  openedOver: OpenedOver,
  asker?: Connections.Connection,
): Promise<void> =>
  toAll(turn.session_id, openedOver, (connection) => frames.accepted(turn, connection), asker);

/** The end of a turn that nobody was writing. */
export const announceEnded = (turn: Ended, asker?: Connections.Connection): Promise<void> =>
  toAll(
    turn.session_id,
    turn.opened_over,
    (connection) =>
      frames.ended(
        turn,
        {
          status: turn.status,
          kind: turn.kind,
          text: turn.text,
          error: turn.error,
          model: turn.model,
          tokens: turn.tokens,
          trackId: null,
          modulesCreated: 0,
        },
        connection,
      ),
    asker,
  );

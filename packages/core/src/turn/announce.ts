// Telling every open tab of a session that a turn was accepted, or given up.
import * as Connections from "../connection/connection.ts";
import * as log from "../log.ts";
import { deliver, follows } from "./broadcast.ts";
import * as frames from "./frames.ts";
import type { Accepted, GivenUp, OpenedOver } from "./turn.sql.ts";

async function toAll(
  sessionId: string,
  openedOver: OpenedOver,
  frame: (connection: Connections.Connection) => Parameters<typeof deliver>[1],
): Promise<void> {
  try {
    const connections = await Connections.ofSession(sessionId);
    await Promise.all(
      connections.filter((one) => follows(one, openedOver)).map((one) => deliver(one, frame(one))),
    );
  } catch (error) {
    // What is stored is stored: a tab that was not told reads it when it returns.
    log.warn("not_announced", { session_id: sessionId }, error);
  }
}

/** `message_accepted` to all open tabs of the session. */
export const announceAccepted = (turn: Accepted, openedOver: OpenedOver): Promise<void> =>
  toAll(turn.session_id, openedOver, (connection) => frames.accepted(turn, connection));

/** The end of a turn that nobody could finish. */
export const announceGivenUp = (given: GivenUp, error: string): Promise<void> =>
  toAll(given.session_id, given.opened_over, (connection) =>
    frames.ended(
      given,
      {
        status: "failed",
        kind: "text",
        text: "",
        error,
        model: null,
        tokens: null,
        trackId: null,
        modulesCreated: 0,
      },
      connection,
    ),
  );

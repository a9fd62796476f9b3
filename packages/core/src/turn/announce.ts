// Telling every open tab of a session that a turn was accepted, or ended without a worker.
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Connection } from "../connection/connection.ts";
import * as log from "../log.ts";
import { Audience } from "./audience.ts";
import * as frames from "./frames.ts";
import { deliver, transport, type Transport } from "./transport.ts";
import type { Accepted, Ended, OpenedOver } from "./turn.sql.ts";

async function toAll(
  audience: Audience,
  frameFor: (connection: Connection) => ServerFrame,
  over: Transport,
): Promise<void> {
  let connections: readonly Connection[];
  try {
    connections = await audience.connections();
  } catch (error) {
    // What is stored is stored: a tab that was not told reads it when it returns.
    log.warn("not_announced", {}, error);
    connections = audience.asker === undefined ? [] : [audience.asker];
  }
  const told = connections.filter((one) => audience.follows(one));
  await Promise.all(told.map((one) => deliver(one, frameFor(one), over)));
}

/** `message_accepted` to all open tabs of the session that follow such turns, and to the one that asked. */
export const announceAccepted = (
  turn: Accepted,
  openedOver: OpenedOver,
  asker?: Connection,
  over: Transport = transport,
): Promise<void> =>
  toAll(
    new Audience({ ...turn, opened_over: openedOver }, asker, over),
    (connection) => frames.accepted(turn, connection),
    over,
  );

/** The end of a turn that nobody was writing. */
export const announceEnded = (
  turn: Ended,
  asker?: Connection,
  over: Transport = transport,
): Promise<void> =>
  toAll(
    new Audience(turn, asker, over),
    (connection) => frames.ended(turn, { ...turn, trackId: null, modulesCreated: 0 }, connection),
    over,
  );

/** `message_added` to all open tabs of the session: a message that nobody answers. Clients of the original know no such frame. */
export const announceAdded = (
  added: { readonly session_id: string; readonly message: HistoryItem },
  over: Transport = transport,
): Promise<void> =>
  toAll(
    new Audience({ session_id: added.session_id, opened_over: "http" }, undefined, over),
    (connection) => frames.added(added.message, connection),
    over,
  );

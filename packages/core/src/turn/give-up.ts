// The end of a turn that nobody is writing.
import type { Connection } from "../connection/connection.ts";
import { tryWake } from "../adapters/queue.ts";
import { announceEnded } from "./announce.ts";
import * as Rows from "./turn.sql.ts";

/** Says how a turn ended, and wakes what waits behind it. */
export async function sayEnded(turn: Rows.Ended, asker?: Connection): Promise<void> {
  await Promise.all([
    turn.more ? tryWake({ chat_id: turn.chat_id, message_id: turn.message_id }) : null,
    announceEnded(turn, asker),
  ]);
}

/** Ends a turn as failed, or as stopped if that was asked for; false when somebody writes it. */
export async function giveUp(messageId: string, error: string): Promise<boolean> {
  const ended = await Rows.giveUp(messageId, error);
  if (ended === null) return false;
  await sayEnded(ended);
  return true;
}

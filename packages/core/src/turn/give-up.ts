// The end of a turn that nobody is writing.
import type { Connection } from "../connection/connection.ts";
import { tryWake } from "../adapters/queue.ts";
import * as log from "../log.ts";
import { countTurn } from "../metrics.ts";
import { announceEnded } from "./announce.ts";
import * as Rows from "./turn.sql.ts";

/** What follows the end of a turn: everybody is told, and what waits behind it is woken. */
export async function afterEnd(turn: Rows.Ended, asker?: Connection): Promise<void> {
  countTurn(turn.status, turn.kind);
  await Promise.all([
    turn.more ? tryWake({ chat_id: turn.chat_id, message_id: turn.message_id }) : null,
    announceEnded(turn, asker),
  ]);
}

/** Ends a turn as failed, or as stopped if that was asked for; false when somebody writes it. */
export async function giveUp(messageId: string, error: string): Promise<boolean> {
  const ended = await Rows.giveUp(messageId, error);
  if (ended === null) return false;
  log.warn("turn_given_up", { code: ended.error, attempt: ended.attempt });
  await afterEnd(ended);
  return true;
}

// The end of a turn that nobody could finish.
import { tryWake } from "../queue.ts";
import { announceGivenUp } from "./announce.ts";
import * as Rows from "./turn.sql.ts";

/** Marks a turn failed, says so, and wakes what waits behind it. */
export async function giveUp(messageId: string, error: string): Promise<boolean> {
  const given = await Rows.giveUp(messageId, error);
  if (given === null) return false;
  await announceGivenUp(given, error);
  if (given.more) await tryWake({ chat_id: given.chat_id, message_id: given.message_id });
  return true;
}

// What a learner does to a turn that is there: stop it, have it answered anew, let it go on, edit its message.
import type { Connection } from "../connection/connection.ts";
import * as config from "../config.ts";
import { problem, type SentenceCode } from "../error.ts";
import { afterEnd } from "./give-up.ts";
import { resume } from "./resume.ts";
import { afterAccept, finalizationReserve, lessonReserve, reserve } from "./turn.ts";
import * as Rows from "./turn.sql.ts";

const refusals: Readonly<Record<Rows.NotRepeated["outcome"], SentenceCode>> = {
  signed_out: "invalid_token",
  message_not_found: "message_not_found",
  turn_not_repeatable: "turn_not_repeatable",
  message_id_reused: "message_id_reused",
  budget_exhausted: "budget_exhausted",
  too_many_turns: "too_many_turns",
};

export type Repetition = Omit<
  Rows.Repetition,
  "reserve" | "finalizationReserve" | "lessonReserve" | "limit" | "maxTurns" | "version"
> & {
  readonly version?: number | null;
  readonly connection?: Connection;
};

/**
 * Opens a turn again: `message_accepted` tells everybody, and the worker writes the next attempt.
 * Repeated, it is the same turn. Throws the public errors of `repeat_turn`.
 */
export async function repeat({ connection, ...again }: Repetition): Promise<Rows.Accepted> {
  const turn = await Rows.repeat({
    ...again,
    version: again.version ?? null,
    reserve,
    finalizationReserve,
    lessonReserve,
    limit: config.dailyTokens(),
    maxTurns: config.openTurns(),
  });
  if (turn.outcome !== "accepted" && turn.outcome !== "known") {
    throw problem(refusals[turn.outcome]);
  }
  await afterAccept(turn, turn.opened_over, connection);
  return turn;
}

/**
 * Ends an answer where it is. One that is being written ends within a checkpoint, about a second;
 * one that nobody writes ends at once; one that is over is told to the asking socket once more.
 * Throws `message_not_found`, `invalid_token`.
 */
export async function stop(
  userId: string,
  messageId: string,
  from: { readonly version?: number; readonly connection?: Connection } = {},
): Promise<void> {
  const { connection } = from;
  const stopped = await Rows.stop(userId, from.version ?? null, messageId);
  if (stopped.outcome === "signed_out") throw problem("invalid_token");
  if (stopped.outcome === "message_not_found") throw problem("message_not_found");
  if (stopped.outcome === "ended") await afterEnd(stopped.turn, connection);
  if (stopped.outcome === "over" && connection !== undefined) {
    await resume(connection, { message_id: messageId, attempt: 0, offset: 0 });
  }
}

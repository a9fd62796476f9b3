// Turns: a learner's message and its answer, from acceptance to the end.
import type { ErrorCode } from "@ai-learning/protocol/error";
import * as Connections from "../connection/connection.ts";
import * as config from "../config.ts";
import { problem, PublicError, sentenceOf, type SentenceCode } from "../error.ts";
import * as log from "../log.ts";
import { tryWake } from "../adapters/queue.ts";
import * as Users from "../user/user.sql.ts";
import { announceAccepted } from "./announce.ts";
import * as Rows from "./turn.sql.ts";

export type { Accepted, AnswerRow, TurnKind } from "./turn.sql.ts";

/** Tokens held back for any turn: its longest answer and our own words. The rest of its prompt comes on top. */
export const reserve = 1_500 + 1_200;

const refusals: Readonly<Record<Rows.Refused["outcome"], SentenceCode>> = {
  signed_out: "invalid_token",
  chat_not_found: "chat_not_found",
  track_not_found: "track_not_found",
  session_mismatch: "session_mismatch",
  message_id_reused: "message_id_reused",
  budget_exhausted: "budget_exhausted",
  too_many_turns: "too_many_turns",
  plan_not_found: "plan_not_found",
};

export type Opening = Omit<Rows.Opening, "reserve" | "limit" | "most" | "version"> & {
  readonly version?: number | null;
  /** The socket it came over, which has to watch the session the message went to. */
  readonly connection?: Connections.Connection;
};

/**
 * Accepts a message: stored first, then the worker is woken, then everybody is told. A repeated
 * one is the same turn; while it is unfinished its wake-up is sent again.
 * Throws the public errors of `accept_turn`.
 */
export async function accept({ connection, ...opening }: Opening): Promise<Rows.Accepted> {
  const turn = await Rows.accept({
    ...opening,
    version: opening.version ?? null,
    reserve,
    limit: config.dailyTokens(),
    most: config.openTurns(),
  });
  if (turn.outcome !== "accepted" && turn.outcome !== "known") {
    throw problem(refusals[turn.outcome]);
  }
  if (turn.moved_from !== null) await Connections.moveAll(turn.moved_from, turn.session_id);
  if (connection !== undefined) await Connections.move(connection, turn.session_id);
  await takenOn(turn, opening.openedOver, connection);
  return turn;
}

/** What follows an accepted turn: its worker is woken while it is unfinished, and everybody is told. */
export async function takenOn(
  turn: Rows.Accepted,
  openedOver: Rows.OpenedOver,
  asker?: Connections.Connection,
): Promise<void> {
  const unfinished = turn.answer_status === "pending" || turn.answer_status === "generating";
  await Promise.all([
    unfinished ? tryWake({ chat_id: turn.chat_id, message_id: turn.answer_id }) : null,
    announceAccepted(turn, openedOver, asker),
  ]);
}

/** How long an HTTP request waits for its answer. */
const waitMs = 25_000;
const firstPollMs = 60;
const longestPollMs = 400;

/**
 * Waits for a turn's end. Null: it is not finished yet, and its opener will be told "accepted".
 * Throws the turn's own error when it failed.
 */
export async function wait(
  userId: string,
  turn: Rows.Accepted,
  patient: boolean,
): Promise<Rows.AnswerRow | null> {
  const deadline = Date.now() + (patient ? waitMs : 0);
  for (let pause = firstPollMs; ; pause = Math.min(longestPollMs, pause * 1.5)) {
    const answer = await Rows.answer(userId, turn.answer_id);
    if (answer === undefined) {
      // The chat was deleted, or a guest's chat has become an account's: then its sign-in is over.
      const isGone = (await Users.byId(userId)) === undefined;
      throw problem(isGone ? "invalid_token" : "chat_not_found");
    }
    if (answer.status === "failed") throw failure(answer.error_code);
    if (answer.status === "complete" || answer.status === "stopped") return answer;
    if (Date.now() >= deadline && (await Rows.defer(userId, turn.answer_id))) return null;
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
  }
}

function failure(code: string | null): PublicError {
  return new PublicError((code ?? "internal_error") as ErrorCode, sentenceOf(code));
}

/** A turn without a live worker for so long has lost its wake-up or its worker. */
const lostAfterSeconds = 30;
const mostAtOnce = 200;

/** Wakes every turn that was accepted and has no live worker; returns how many. */
export async function wakeLost(): Promise<number> {
  const lost = await Rows.unfinished(lostAfterSeconds, mostAtOnce);
  await Promise.all(lost.map((one) => tryWake(one)));
  if (lost.length > 0) log.info("turns_woken", { count: lost.length });
  return lost.length;
}

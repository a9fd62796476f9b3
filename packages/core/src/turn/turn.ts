// Turns: a learner's message and its answer, from acceptance to the end.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import { textStatuses, type TextStatus } from "@ai-learning/protocol/chat";
import { pause } from "../clock.ts";
import { follow } from "../connection/change.ts";
import type { Connection } from "../connection/connection.ts";
import * as config from "../config.ts";
import { problem, type SentenceCode } from "../error.ts";
import * as log from "../log.ts";
import { tryWake } from "../adapters/queue.ts";
import { finalizationSettings, lessonSettings } from "../prompts/answer-settings.ts";
import * as Users from "../user/user.sql.ts";
import { announceAccepted } from "./announce.ts";
import { failure } from "./failure.ts";
import * as Rows from "./turn.sql.ts";

export { failure } from "./failure.ts";
export type { Accepted, TurnKind } from "./turn.sql.ts";

/** Tokens of our own words in a prompt. */
const promptReserve = 1_200;
/** Tokens reserved for a turn: its longest answer and our own words. The rest of its prompt comes on top. */
export const reserve = 1_500 + promptReserve;
/** The same for one that makes modules, whose answer grows with the plan. */
export const finalizationReserve = finalizationSettings.maxTokens + promptReserve;
/** The same for a lesson; the text that it is written anew from comes on top. */
export const lessonReserve = lessonSettings.maxTokens + promptReserve;

const refusals: Readonly<Record<Rows.Refused["outcome"], SentenceCode>> = {
  signed_out: "invalid_token",
  chat_not_found: "chat_not_found",
  track_not_found: "track_not_found",
  session_mismatch: "session_mismatch",
  message_id_reused: "message_id_reused",
  budget_exhausted: "budget_exhausted",
  too_many_turns: "too_many_turns",
  plan_not_found: "plan_not_found",
  module_archived: "module_archived",
  version_not_found: "version_not_found",
};

export type Opening = Omit<
  Rows.Opening,
  "reserve" | "finalizationReserve" | "lessonReserve" | "limit" | "maxTurns" | "version"
> & {
  readonly version?: number | null;
  /** The socket it came over, which has to watch the session the message went to. */
  readonly connection?: Connection;
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
    finalizationReserve,
    lessonReserve,
    limit: config.dailyTokens(),
    maxTurns: config.openTurns(),
  });
  if (turn.outcome !== "accepted" && turn.outcome !== "known") {
    throw problem(refusals[turn.outcome]);
  }
  await follow(turn.session_id, turn.moved_from, connection);
  await afterAccept(turn, opening.openedOver, connection);
  return turn;
}

/** What follows an accepted turn: its worker is woken while it is unfinished, and everybody is told. */
export async function afterAccept(
  turn: Rows.Accepted,
  openedOver: Rows.OpenedOver,
  asker?: Connection,
): Promise<void> {
  const { chat_id, answer_id: message_id, kind, outcome } = turn;
  log.add({ chat_id, message_id });
  log.info("turn_accepted", { kind, outcome, attempt: turn.answer_attempt });
  const unfinished = turn.answer_status === "pending" || turn.answer_status === "generating";
  await Promise.all([
    unfinished ? tryWake({ chat_id: turn.chat_id, message_id: turn.answer_id }) : null,
    announceAccepted(turn, openedOver, asker),
  ]);
}

/** An answer with a text that stays. */
export type WrittenAnswer = Rows.AnswerRow & { readonly status: TextStatus };

const isWritten = (answer: Rows.AnswerRow): answer is WrittenAnswer =>
  (textStatuses as readonly string[]).includes(answer.status);

/**
 * Waits for a turn's end, or with `patient` false looks once. Null: its opener will be told "accepted", as it is not
 * finished yet; or it failed and its opener did not want to wait: whether a worker was quicker than this look must not
 * decide whether they are told of a message that was accepted, or of a request that failed.
 * Throws the turn's own error when it failed.
 */
export async function wait(
  userId: string,
  turn: Rows.Accepted,
  patient: boolean,
): Promise<WrittenAnswer | null> {
  const { firstPollMs, maxPollMs, waitMs } = config.turnTiming();
  const deadline = Date.now() + (patient ? waitMs : 0);
  const backoff: Backoff = { firstMs: firstPollMs, maxMs: maxPollMs, factor: 1.5 };
  for (let poll = 0; ; poll += 1) {
    const answer = await Rows.answer(userId, turn.answer_id);
    if (answer === undefined) {
      // The chat was deleted, or a guest's chat has become an account's: then its sign-in is over.
      const isGone = (await Users.byId(userId)) === undefined;
      throw problem(isGone ? "invalid_token" : "chat_not_found");
    }
    if (answer.status === "failed") {
      if (!patient) return null;
      throw failure(answer);
    }
    if (isWritten(answer)) return answer;
    if (Date.now() >= deadline && (await Rows.defer(userId, turn.answer_id))) return null;
    await pause(delayOf(backoff, poll));
  }
}

/** Turns woken by one sweep. */
const maxWoken = 200;

/** Wakes every turn that was accepted and has no live worker; returns how many, and how many are not finished at all. */
export async function wakeLost(): Promise<{ readonly woken: number; readonly open: number }> {
  const { lost, open } = await Rows.unfinished(config.turnTiming().lostAfterMs, maxWoken);
  await Promise.all(lost.map((one) => tryWake(one)));
  if (lost.length > 0) log.info("turns_woken", { count: lost.length });
  return { woken: lost.length, open };
}

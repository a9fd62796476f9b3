// The frames a turn causes, for one connection.
import type { AnswerNotes, HistoryItem, ModelState } from "@ai-learning/protocol/chat";
import { limits } from "@ai-learning/protocol/limits";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import { cutToBytes, jsonBytes } from "../chat/fit.ts";
import type { Connection } from "../connection/connection.ts";
import { sentenceOf } from "../error.ts";
import { errorFrame } from "../error-frame.ts";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Accepted, Continued, EndStatus, TurnKind } from "./turn.sql.ts";

/** Where an answer stands in its chat. */
export interface AnswerPlace {
  readonly chat_id: string;
  readonly message_id: string;
  readonly reply_to: string | null;
  readonly position: number;
  readonly attempt: number;
  /** Edition of the learner's message that it answers. */
  readonly revision: number;
  /** What it goes on from, where it does. */
  readonly continues?: Continued | null;
}

/** How a turn ended, with everything its last frame says. */
export interface TurnEnd {
  readonly status: EndStatus;
  readonly kind: TurnKind;
  readonly text: string;
  readonly error: string | null;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly notes: AnswerNotes | null;
  readonly trackId: string | null;
  readonly modulesCreated: number;
}

const now = (): string => new Date().toISOString();

/** The attempt and the length of what an answer goes on from. */
const continuedOf = ({ attempt, text }: Continued) => ({ attempt, length: text.length });

const placeOf = (place: AnswerPlace, connection: Connection) => ({
  session_id: connection.session_key,
  chat_id: place.chat_id,
  message_id: place.message_id,
  reply_to: place.reply_to,
  position: place.position,
  attempt: place.attempt,
  ...(place.revision > 0 && { revision: place.revision }),
  ...(place.continues && { continues: continuedOf(place.continues) }),
});

/** `message_accepted`. */
export const accepted = (turn: Accepted, connection: Connection): ServerFrame => ({
  type: "message_accepted",
  session_id: connection.session_key,
  chat_id: turn.chat_id,
  message_id: turn.message_id,
  client_message_id: turn.client_message_id,
  message: turn.content ?? "",
  revision: turn.revision,
  message_type: turn.kind,
  position: turn.position,
  answer_id: turn.answer_id,
  answer_position: turn.answer_position,
  answer_status: turn.answer_status,
  answer_attempt: turn.answer_attempt,
  ...(turn.continues && { answer_continues: continuedOf(turn.continues) }),
  timestamp: turn.timestamp,
});

/** `message_added`. */
export const added = (message: HistoryItem, connection: Connection): ServerFrame => ({
  type: "message_added",
  session_id: connection.session_key,
  chat_id: message.chat_id,
  message,
});

/** `ai_delta`. */
export const delta = (
  place: AnswerPlace,
  connection: Connection,
  piece: { readonly offset: number; readonly text: string },
): ServerFrame => ({ type: "ai_delta", ...placeOf(place, connection), ...piece });

/** `ai_state`. */
export const state = (
  place: AnswerPlace,
  connection: Connection,
  state: ModelState,
): ServerFrame => ({ type: "ai_state", ...placeOf(place, connection), state });

/** The last frame of a turn: `ai_response`, `finalization_complete` or `error`. */
export function ended(place: AnswerPlace, end: TurnEnd, connection: Connection): ServerFrame {
  // Clients of the original know no notes.
  const notes = connection.protocol >= 2 ? end.notes : null;
  if (end.status === "failed") {
    return errorFrame({
      ...placeOf(place, connection),
      code: (end.error ?? "internal_error") as ErrorCode,
      message: sentenceOf(end.error),
      status: "failed",
      ...notes,
    });
  }
  const whole = jsonBytes(end.text) <= limits.answerFrameBytes;
  const common = {
    ...placeOf(place, connection),
    message: whole ? end.text : cutToBytes(end.text, limits.answerFrameBytes),
    ...(whole ? {} : { truncated: true as const }),
    timestamp: now(),
    tokens_used: end.tokens,
    model_used: end.model,
    ...notes,
  };
  if (end.kind === "finalization" && end.status === "complete" && end.trackId !== null) {
    return {
      type: "finalization_complete",
      ...common,
      status: "complete",
      modules_created: end.modulesCreated,
      track_id: end.trackId,
    };
  }
  return {
    type: "ai_response",
    ...common,
    status: end.status,
    ...(end.kind === "welcome" ? { is_welcome: true as const } : {}),
    ...(end.error === null ? {} : { error_code: end.error as ErrorCode }),
  };
}

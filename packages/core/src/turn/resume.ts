// Filling the hole a connection has in an answer: what is stored from an offset on, and its end.
import type { Connection } from "../connection/connection.ts";
import { cut } from "../chat/fit.ts";
import * as Chats from "../chat/chat.ts";
import { deliver } from "./broadcast.ts";
import * as frames from "./frames.ts";
import { deltaChars } from "./window.ts";

export interface Resume {
  readonly message_id: string;
  readonly attempt: number;
  readonly offset: number;
}

/**
 * Sends one connection the stored text of an answer as deltas: from `offset` when it knows the
 * current attempt, else from the beginning; then the turn's last frame if it has ended.
 * Throws `message_not_found`.
 */
export async function resume(connection: Connection, from: Resume): Promise<void> {
  const { chat_id, message } = await Chats.message(connection.user_id, from.message_id);
  const place: frames.AnswerPlace = {
    chat_id,
    message_id: message.id,
    reply_to: message.reply_to,
    position: message.position,
    attempt: message.attempt,
    revision: message.revision,
  };
  const text = message.content;
  let offset = from.attempt === message.attempt ? Math.min(from.offset, text.length) : 0;
  while (offset < text.length) {
    const piece = cut(text.slice(offset), deltaChars);
    const delta = frames.delta(place, connection, offset, piece);
    if ((await deliver(connection, delta)) !== "sent") return;
    offset += piece.length;
  }
  if (message.status === "pending" || message.status === "generating") return;
  const end: frames.TurnEnd = {
    status: message.status,
    kind: message.message_type === "finalization" ? "text" : message.message_type,
    text,
    error: message.error_code,
    model: message.ai_model_used,
    tokens: message.tokens_used,
    trackId: null,
    modulesCreated: 0,
  };
  await deliver(connection, frames.ended(place, end, connection));
}

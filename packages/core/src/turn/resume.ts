// Filling the hole a connection has in an answer: what is stored from an offset on, and its end.
import * as Chats from "../chat/chat.ts";
import { cut } from "../chat/fit.ts";
import type { Connection } from "../connection/connection.ts";
import { notesIn } from "./notes.ts";
import * as frames from "./frames.ts";
import { deliver, transport, type Transport } from "./transport.ts";
import { deltaChars } from "./window.ts";

export interface Resume {
  readonly message_id: string;
  readonly attempt: number;
  readonly offset: number;
}

/** What resuming stands on. */
interface Parts {
  readonly transport: Transport;
  readonly message: typeof Chats.message;
}

/**
 * Sends one connection the stored text of an answer as deltas: from `offset` when it knows the
 * current attempt, else from the beginning; then the turn's last frame if it has ended.
 * Throws `message_not_found`.
 */
export async function resume(
  connection: Connection,
  from: Resume,
  parts: Parts = { transport, message: Chats.message },
): Promise<void> {
  const { chat_id, message, ...of } = await parts.message(connection.user_id, from.message_id);
  const { message_type: kind } = message;
  if (kind === "plan") {
    await deliver(connection, frames.added(message, connection), parts.transport);
    return;
  }
  const place: frames.AnswerPlace = { ...message, chat_id, message_id: message.id };
  const text = message.content;
  let offset = from.attempt === message.attempt ? Math.min(from.offset, text.length) : 0;
  while (offset < text.length) {
    const piece = cut(text.slice(offset), deltaChars);
    const delta = frames.delta(place, connection, { offset, text: piece });
    if ((await deliver(connection, delta, parts.transport)) !== "sent") return;
    offset += piece.length;
  }
  if (message.status === "pending" || message.status === "generating") return;
  const end: frames.TurnEnd = {
    status: message.status,
    kind,
    text,
    error: message.error_code,
    model: message.ai_model_used,
    tokens: message.tokens_used,
    notes: notesIn(message),
    trackId: of.track_id,
    modulesCreated: of.modules,
  };
  await deliver(connection, frames.ended(place, end, connection), parts.transport);
}

// A chat on screen as the answer to a request for its history: what a copy of it to read without a network is made of.
import type { History, HistoryItem } from "@ai-learning/protocol/chat";
import { isUnfinished, type Chat, type Message } from "./model.ts";
import { olderThan, transcript } from "./select.ts";
import { known } from "./text.ts";

/** Messages of a copy: as many as a page reads at once of a chat that it does not know. */
const maxMessages = 100;

function itemOf(message: Message): HistoryItem {
  const { notes, whole } = message;
  const isOpen = isUnfinished(message);
  return {
    id: message.id,
    chat_id: message.chatId,
    sender: message.sender,
    content: isOpen ? known(message) : message.text,
    message_type: message.kind ?? "text",
    timestamp: message.at ?? new Date(0).toISOString(),
    ai_model_used: message.model,
    tokens_used: message.tokens,
    position: message.position,
    status: message.status,
    attempt: message.attempt,
    revision: message.revision,
    reply_to: message.replyTo,
    client_message_id: message.clientId,
    error_code: message.errorCode,
    ...(!isOpen && !whole && { truncated: true }),
    ...(notes !== null && {
      left_out: notes.leftOut,
      ...(notes.advice !== null && { advice: notes.advice }),
      ...(notes.retryAt !== null && { retry_at: notes.retryAt }),
    }),
  };
}

/** The newest part of a chat, as far as nothing of it is missing; null when nothing is known of it yet. */
export function historyOf(chat: Chat): Omit<History, "chat_info"> | null {
  const messages = transcript(chat);
  const last = messages.at(-1);
  if (chat.restoredFrom === null || last === undefined) return null;
  const gap = messages.findLastIndex(
    ({ position }, index) => index > 0 && messages[index - 1]?.position !== position - 1,
  );
  const newest = messages.slice(Math.max(0, gap, messages.length - maxMessages));
  const isAll = newest.length === messages.length && olderThan(chat) === null;
  return {
    success: true,
    history: newest.map(itemOf),
    message_count: last.position,
    has_more: !isAll,
  };
}

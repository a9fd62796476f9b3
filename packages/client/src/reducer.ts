// Events × state → state. Pure; the same screen for any order of arrival and any repetition, and
// the stored one once a history has been read.
import type { ChatInfo, HistoryItem } from "@ai-learning/protocol/chat";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { HeardFrame } from "./frame.ts";
import { answerAt, end, enter, fromHistory, grow, notesOf, reopened, type End } from "./message.ts";
import { isUnfinished, type Chat, type Message, type State } from "./model.ts";

type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

const chatOf = (state: State, id: string): Chat =>
  state.chats[id] ?? { id, info: null, messages: {}, restoredFrom: null, restores: 0, first: null };

const withChat = (state: State, chat: Chat): State =>
  state.chats[chat.id] === chat ? state : { ...state, chats: { ...state.chats, [chat.id]: chat } };

const withMessage = (state: State, message: Message): State => {
  const chat = chatOf(state, message.chatId);
  if (chat.messages[message.id] === message) return state;
  return withChat(state, { ...chat, messages: { ...chat.messages, [message.id]: message } });
};

interface History {
  readonly chatId: string;
  readonly info?: ChatInfo | null;
  readonly items: readonly HistoryItem[];
  readonly hasMore: boolean;
  /** It is the newest part, not an older page. */
  readonly isNewest: boolean;
}

/** Stored messages, put beside and into what is known. */
function merge(state: State, history: History): State {
  const chat = chatOf(state, history.chatId);
  const messages: Record<string, Message> = { ...chat.messages };
  const restores = chat.restores + (history.isNewest ? 1 : 0);
  const known = Math.max(0, ...Object.values(messages).map((one) => one.position));
  // The chat's last message when this was read: only its turn could change after that.
  const last = history.isNewest ? (history.items.at(-1)?.position ?? 0) : known;
  for (const item of history.items) {
    const message = fromHistory(messages[item.id], item);
    const settled = message.settled || (item.position < last - 1 && !isUnfinished(message));
    const readAt = settled || last >= known ? restores : message.readAt;
    messages[item.id] = { ...message, settled, readAt };
  }
  const oldest = history.items[0];
  const first = history.hasMore || oldest === undefined ? chat.first : oldest.position;
  return withChat(state, {
    ...chat,
    info: history.info ?? chat.info,
    messages,
    restores,
    restoredFrom: history.isNewest
      ? Math.max(chat.restoredFrom ?? 0, oldest?.position ?? 0)
      : chat.restoredFrom,
    first,
  });
}

/** The learner's message and the place of its answer. */
function accepted(state: State, frame: FrameOf<"message_accepted">): State {
  const { chat_id: chatId, message_id: questionId, message_type: kind } = frame;
  let next = state;
  const known = questionId === null ? undefined : chatOf(state, chatId).messages[questionId];
  if (questionId !== null && (known === undefined || known.revision < frame.revision)) {
    next = withMessage(next, {
      ...answerAt({ id: questionId, chatId, position: frame.position, replyTo: null }),
      sender: "user",
      kind,
      clientId: frame.client_message_id,
      revision: frame.revision,
      status: "complete",
      text: frame.message,
      whole: true,
      tokens: 0,
      at: frame.timestamp,
    });
  }
  const place = {
    id: frame.answer_id,
    chatId,
    position: frame.answer_position,
    replyTo: questionId,
  };
  const answer = chatOf(next, chatId).messages[frame.answer_id] ?? answerAt(place);
  const { answer_attempt: attempt, answer_status: status } = frame;
  // An end is only believed with its text.
  const isOpen = status === "pending" || status === "generating";
  const continues = frame.answer_continues;
  const asked = isOpen ? reopened(answer, { attempt, status, continues }) : answer;
  const revision = Math.max(answer.revision, frame.revision);
  return withMessage(next, { ...asked, kind, revision, at: answer.at ?? frame.timestamp });
}

interface AnswerPlace {
  readonly chat_id: string;
  readonly message_id: string;
  readonly reply_to: string | null;
  readonly position: number;
  readonly revision?: number | undefined;
}

function answerOf(state: State, place: AnswerPlace): Message {
  const { message_id: id, chat_id: chatId, position, reply_to: replyTo, revision = 0 } = place;
  const known = chatOf(state, chatId).messages[id] ?? answerAt({ id, chatId, position, replyTo });
  // A newer one than the question's has the question read anew.
  return revision > known.revision ? { ...known, revision } : known;
}

function ended(state: State, place: AnswerPlace, how: End, kind: Message["kind"]): State {
  const message = answerOf(state, place);
  const next = end(message, how);
  return withMessage(state, kind === null || next.kind === kind ? next : { ...next, kind });
}

function failed(state: State, frame: FrameOf<"error">): State {
  const { chat_id, message_id, position, attempt, revision } = frame;
  if (chat_id === null || message_id === undefined || position === undefined) return state;
  const place = { chat_id, message_id, position, revision, reply_to: frame.reply_to ?? null };
  const how: End = {
    attempt: attempt ?? answerOf(state, place).attempt,
    status: "failed",
    text: null,
    whole: false,
    model: null,
    tokens: null,
    errorCode: frame.code,
    notes: notesOf(frame),
  };
  return ended(state, place, how, null);
}

const endOf = (frame: FrameOf<"ai_response" | "finalization_complete">): End => ({
  attempt: frame.attempt,
  status: frame.status,
  text: frame.message,
  whole: !("truncated" in frame),
  model: frame.model_used,
  tokens: frame.tokens_used,
  errorCode: ("error_code" in frame ? frame.error_code : null) ?? null,
  notes: notesOf(frame),
});

/** What one frame makes of the state. Frames that are not about a dialogue, or not known, leave it as it is. */
export function reduce(state: State, frame: HeardFrame): State {
  if ("history" in frame) {
    if (frame.chat_id === null) return state;
    return merge(state, {
      chatId: frame.chat_id,
      info: "chat_info" in frame ? frame.chat_info : null,
      items: frame.history,
      hasMore: frame.has_more,
      isNewest: frame.type !== "history_page",
    });
  }
  switch (frame.type) {
    case "message_accepted":
      return accepted(state, frame);
    case "message_added":
      return merge(state, {
        chatId: frame.chat_id,
        items: [frame.message],
        hasMore: true,
        isNewest: false,
      });
    case "ai_delta":
      return withMessage(state, grow(answerOf(state, frame), frame));
    case "ai_state":
      return withMessage(state, enter(answerOf(state, frame), frame.attempt, frame.state));
    case "ai_response":
      return ended(state, frame, endOf(frame), frame.is_welcome ? "welcome" : null);
    case "finalization_complete":
      return ended(state, frame, endOf(frame), "finalization");
    case "error":
      return failed(state, frame);
    default:
      return state;
  }
}

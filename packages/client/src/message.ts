// One message and what is heard of it. Any order, any repetition: what is older never wins.
import type { AnswerNotes, HistoryItem, ModelState } from "@ai-learning/protocol/chat";
import { rank, type Message, type Notes } from "./model.ts";
import { add, known } from "./text.ts";

interface Place {
  readonly id: string;
  readonly chatId: string;
  readonly position: number;
  readonly replyTo: string | null;
}

/** An answer of which only the place is known. */
export const answerAt = (place: Place): Message => ({
  ...place,
  sender: "ai",
  kind: null,
  clientId: null,
  status: "pending",
  revision: 0,
  attempt: 0,
  text: "",
  textAttempt: 0,
  pieces: [],
  whole: false,
  at: null,
  model: null,
  tokens: null,
  errorCode: null,
  notes: null,
  state: null,
  readAt: 0,
  settled: false,
});

/** The same answer, of which try `attempt` is being written. */
const begun = (message: Message, attempt: number): Message => ({
  ...message,
  attempt,
  status: "generating",
  pieces: attempt === message.attempt ? message.pieces : [],
  whole: false,
  errorCode: null,
  notes: null,
  state: null,
});

/** The earlier try that one goes on from, and how much of its text. */
export interface Continued {
  readonly attempt: number;
  readonly length: number;
}

/** The same answer, with what its newest try goes on from, where that is on screen. Every try since then begins with it. */
function withContinued(message: Message, continues: Continued | undefined): Message {
  const { attempt, textAttempt } = message;
  if (continues === undefined || textAttempt === attempt || textAttempt < continues.attempt) {
    return message;
  }
  return { ...message, text: message.text.slice(0, continues.length), textAttempt: attempt };
}

/** A try that was asked for, and what it goes on from. */
export interface Reopening {
  readonly attempt: number;
  readonly status: Message["status"];
  readonly continues?: Continued | undefined;
}

/** The same answer, asked for again; what it said stays until the new try has text, and longer where that goes on from it. */
export function reopened(message: Message, { attempt, status, continues }: Reopening): Message {
  const isNewer = rank(attempt, status) > rank(message.attempt, message.status);
  return isNewer ? withContinued({ ...begun(message, attempt), status }, continues) : message;
}

interface Delta {
  readonly attempt: number;
  readonly offset: number;
  readonly text: string;
  readonly continues?: Continued | undefined;
}

/** A delta. One of an older attempt, or of an answer that is whole, says nothing new. */
export function grow(message: Message, { attempt, offset, text, continues }: Delta): Message {
  if (attempt < message.attempt || (attempt === message.attempt && message.whole)) return message;
  const isNewer = rank(attempt, "generating") > rank(message.attempt, message.status);
  const current = isNewer ? begun(message, attempt) : message;
  const grown = add(withContinued(current, continues), { offset, text });
  return grown.state === null ? grown : { ...grown, state: null };
}

/** What the model does. Once there is text of this try, that says more. */
export function enter(message: Message, attempt: number, state: ModelState): Message {
  const isNewer = rank(attempt, "generating") > rank(message.attempt, message.status);
  const isWaited = attempt === message.attempt && message.status === "generating";
  if (!isNewer && !isWaited) return message;
  return { ...(isNewer ? begun(message, attempt) : message), state };
}

/** How a try ended. `text` is null when the frame does not carry it, `whole` false when it is cut. */
export interface End {
  readonly attempt: number;
  readonly status: Exclude<Message["status"], "pending" | "generating">;
  readonly text: string | null;
  readonly whole: boolean;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly errorCode: string | null;
  readonly notes: Notes | null;
}

/** The notes that a frame or a history has of an answer. */
export const notesOf = ({ left_out = 0, advice, retry_at }: AnswerNotes): Notes | null =>
  left_out || advice || retry_at
    ? { leftOut: left_out, advice: advice ?? null, retryAt: retry_at ?? null }
    : null;

export function end(message: Message, how: End): Message {
  const { attempt, status } = how;
  const before = rank(message.attempt, message.status);
  const now = rank(attempt, status);
  if (now < before || (now === before && message.whole && !how.whole)) return message;
  const ended: Message = {
    ...begun(message, attempt),
    status,
    whole: how.whole,
    model: how.model ?? message.model,
    tokens: how.tokens ?? message.tokens,
    errorCode: how.errorCode,
    notes: how.notes,
  };
  if (how.text !== null && how.whole) {
    return { ...ended, text: how.text, textAttempt: attempt, pieces: [] };
  }
  const shown = { ...ended, text: known(ended), textAttempt: attempt };
  return how.text === null ? shown : add(shown, { offset: 0, text: how.text });
}

const endOf = (item: HistoryItem, status: End["status"]): End => ({
  attempt: item.attempt,
  status,
  text: item.content,
  whole: item.truncated !== true,
  model: item.ai_model_used,
  tokens: item.tokens_used,
  errorCode: item.error_code,
  notes: notesOf(item),
});

/** A message as a history has it: the stored truth of the moment it was read. */
export function fromHistory(before: Message | undefined, item: HistoryItem): Message {
  if (before !== undefined && item.revision < before.revision) return before;
  const message: Message = {
    ...(before ??
      answerAt({
        id: item.id,
        chatId: item.chat_id,
        position: item.position,
        replyTo: item.reply_to,
      })),
    sender: item.sender,
    position: item.position,
    kind: item.message_type,
    revision: item.revision,
    clientId: item.client_message_id,
    at: item.timestamp,
  };
  if (item.status !== "pending" && item.status !== "generating") {
    return end(message, endOf(item, item.status));
  }
  const isNewer =
    before === undefined || rank(item.attempt, item.status) > rank(message.attempt, message.status);
  const current = isNewer
    ? { ...begun(message, item.attempt), status: item.status, model: item.ai_model_used }
    : message;
  return item.attempt === current.attempt && !current.whole
    ? add(current, { offset: 0, text: item.content })
    : current;
}

// What a screen knows of one planning session: its chats, and their messages by id.
import type { ChatInfo, HistoryItem, ModelAdvice, ModelState } from "@ai-learning/protocol/chat";

type Status = HistoryItem["status"];

/** A piece of an answer that begins beyond what is known of it. */
export interface Piece {
  readonly offset: number;
  readonly text: string;
}

/** What is known of an answer beside its text. */
export interface Notes {
  /** Older messages that did not fit the model's window; 0: none. */
  readonly leftOut: number;
  /** What can be done about a failure of the user's own model. */
  readonly advice: ModelAdvice | null;
  /** Before this moment, ISO 8601, another try is likely to fail too. */
  readonly retryAt: string | null;
}

export interface Message {
  readonly id: string;
  readonly chatId: string;
  readonly sender: HistoryItem["sender"];
  /** Place in the chat, from 1. */
  readonly position: number;
  /** Null until a frame says so. */
  readonly kind: HistoryItem["message_type"] | null;
  readonly replyTo: string | null;
  readonly clientId: string | null;
  readonly status: Status;
  /** Times a learner's message was edited; of an answer, the edition it answers. */
  readonly revision: number;
  /** Newest try of the model that was heard of; 0 before the first, and for a learner's message. */
  readonly attempt: number;
  /** What is on screen. */
  readonly text: string;
  /** The try `text` is of: an older one's stays until the newer one has text. */
  readonly textAttempt: number;
  /** Parts of `attempt` that wait until the hole before them is filled; by offset. */
  readonly pieces: readonly Piece[];
  /** Nothing is missing: the text is the stored one. */
  readonly whole: boolean;
  /** When it was stored, ISO 8601; null until a frame says so. */
  readonly at: string | null;
  readonly model: string | null;
  readonly tokens: number | null;
  readonly errorCode: string | null;
  /** Null: nothing is known. */
  readonly notes: Notes | null;
  /** What the model does before the first word of this try; null: nothing that was heard of, or it writes. */
  readonly state: ModelState | null;
  /** The chat's `restores` when a history last had it; 0: only live frames did. */
  readonly readAt: number;
  /** It was read after its turn was no longer the chat's last: it cannot change any more. */
  readonly settled: boolean;
}

export interface Chat {
  readonly id: string;
  readonly info: ChatInfo | null;
  readonly messages: Readonly<Record<string, Message>>;
  /** Position where the newest part begins that was read from the server; null before. */
  readonly restoredFrom: number | null;
  /** How often the newest part was read. */
  readonly restores: number;
  /** Position of the very first message, once a page said that none is older. */
  readonly first: number | null;
}

export interface State {
  readonly chats: Readonly<Record<string, Chat>>;
}

export const empty: State = { chats: {} };

/** True for an answer that is not at its end. */
export const isUnfinished = (message: Pick<Message, "status">): boolean =>
  message.status === "pending" || message.status === "generating";

const phase = (status: Status): number =>
  status === "pending" ? 0 : status === "generating" ? 1 : 2;

/** Orders what may be heard of one answer: by attempt, then pending, generating, ended. */
export const rank = (attempt: number, status: Status): number => attempt * 3 + phase(status);

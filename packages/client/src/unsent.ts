// What has been written and not yet taken by the server.
import type { ApiErrorCode } from "./api-error.ts";

/** What a learner has before them who asks in a study chat: a text of a lesson, and of an exercise the hints looked at. */
export interface Studied {
  readonly lesson_version_id?: string;
  readonly hints_shown?: number;
}

export interface Unsent {
  /** The `client_message_id`: made once, so that a repeated send is the same message. */
  readonly id: string;
  readonly session: string;
  readonly chat: string;
  readonly text: string;
  /** The stored message whose text this replaces; a new message without it. */
  readonly edits?: string | undefined;
  /** As it was when the message was written: it may be sent much later. */
  readonly studied?: Studied | undefined;
  /** Milliseconds since 1970: the order of sending. */
  readonly at: number;
  /** Why the server will not take it; null while it waits. */
  readonly refused: ApiErrorCode | null;
}

/**
 * Keeps the unsent messages of one session over reloads and closed browsers. It may reject, be slow, or never answer:
 * the outbox keeps what is not stored in memory.
 */
export interface UnsentStore {
  readonly all: () => Promise<readonly Unsent[]>;
  readonly put: (message: Unsent) => Promise<unknown>;
  readonly remove: (id: string) => Promise<unknown>;
}

/** The order of sending, also among messages of several tabs. */
export const inOrder = (messages: readonly Unsent[]): Unsent[] =>
  messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

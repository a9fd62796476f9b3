// A planning session on this page: the client's, as signals.
import type { ErrorCode } from "@ai-learning/protocol/error";
import { createEffect, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { ApiErrorCode } from "@ai-learning/client/api-error";
import { call } from "../api.ts";
import type { State } from "@ai-learning/client/model";
import type { Unsent } from "@ai-learning/client/unsent";
import type { Outbox } from "@ai-learning/client/outbox";
import type { LiveState } from "@ai-learning/client/socket";
import { follow } from "./follow.ts";
import { Session } from "@ai-learning/client/session";
import { platform } from "./platform.ts";

export interface ChatOutbox extends Pick<Outbox, "add" | "again" | "remove"> {
  /** What is not in the dialogue yet, in the order of sending. */
  readonly messages: Accessor<readonly Unsent[]>;
  /** The id of the message on its way now. */
  readonly sending: Accessor<string | null>;
  /** Why what waits was not taken at the last try; null when nothing was said. */
  readonly held: Accessor<ApiErrorCode | null>;
}

export interface ChatSession extends Pick<Session, "expect" | "older"> {
  readonly state: Accessor<State>;
  readonly live: Accessor<LiveState>;
  readonly outbox: ChatOutbox;
  /** Why the open chat could not be restored; null while there is no reason. */
  readonly problem: Accessor<ErrorCode | null>;
  /** Tries at once what would be tried later. */
  readonly restore: () => void;
  /** Ends an answer where it is, whichever tab asked for it. */
  readonly stop: (answerId: string) => void;
  /** Answers asked to end that have not yet. */
  readonly stopping: Accessor<ReadonlySet<string>>;
  /** The server said that this sign-in was ended elsewhere. */
  readonly isSignedOut: () => boolean;
  /** The user signed in again. */
  readonly revive: () => void;
}

/**
 * Opens a session for as long as the owner lives.
 *   key: the track's session; chatId: the chat on screen.
 */
export function createChatSession(key: string, chatId: Accessor<string>): ChatSession {
  const session = new Session({ key, chatId: untrack(chatId), call, platform });
  createEffect(on(chatId, (id) => session.show(id), { defer: true }));
  onCleanup(() => session.close());
  const { outbox, restorer, socket, stopper } = session;
  return {
    state: follow(session.state),
    live: follow(socket.state),
    outbox: {
      messages: follow(outbox.messages),
      sending: follow(outbox.sending),
      held: follow(outbox.held),
      add: outbox.add,
      again: outbox.again,
      remove: outbox.remove,
    },
    problem: follow(restorer.problem),
    restore: restorer.restore,
    stop: stopper.stop,
    stopping: follow(stopper.asked),
    older: session.older,
    expect: session.expect,
    isSignedOut: () => session.isSignedOut,
    revive: () => socket.revive(),
  };
}

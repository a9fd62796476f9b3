// Asks for the chat on screen until it is there: what is not answered is asked again.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Clock } from "./clock.ts";
import type { HeardFrame } from "./frame.ts";
import { Value, type Readable } from "./value.ts";

export interface RestorerOptions {
  readonly clock: Clock;
  readonly chatId: () => string;
  /** Asks over the socket. False: there is none. */
  readonly ask: () => boolean;
  /** Asks by other means. */
  readonly askElsewhere: () => void;
  readonly isRestored: () => boolean;
}

export interface Restorer {
  /** Why the chat could not be restored; null while there is no reason. */
  readonly problem: Readable<ErrorCode | null>;
  readonly restore: () => void;
  /** What a frame says of the chat on screen as a whole. */
  readonly hear: (frame: HeardFrame) => void;
  /** The server's last word, heard elsewhere. */
  readonly refuse: (code: ErrorCode) => void;
  /** Another chat is on screen. */
  readonly begin: () => void;
  readonly close: () => void;
}

/** Milliseconds that an answer is waited for. */
export const restoreLimitMs = 10_000;
/** After refusals. */
export const restoring: Backoff = { firstMs: 3_000, maxMs: 30_000 };

/** Codes after which asking for this chat again is of no use. */
const final = ["chat_not_found", "invalid_request", "invalid_id"] as const;
export const isFinalCode = (code: string): code is (typeof final)[number] =>
  final.some((one) => one === code);

/** An error that is about no message: in a chat not restored yet, about the restore. */
const isAboutChat = (frame: HeardFrame): boolean =>
  frame.type === "error" && frame.message_id === undefined && frame.client_message_id === undefined;

export function createRestorer(options: RestorerOptions): Restorer {
  const problem = new Value<ErrorCode | null>(null);
  let cancel: () => void = () => undefined;
  let refusals = 0;
  let isWaiting = false;

  function restoreAfter(ms: number): void {
    cancel();
    cancel = options.clock.after(ms, restore);
  }

  function restore(): void {
    cancel();
    isWaiting = options.ask();
    if (isWaiting) restoreAfter(restoreLimitMs);
    else options.askElsewhere();
  }

  function again(): void {
    restoreAfter(delayOf(restoring, refusals));
    refusals += 1;
  }

  function settled(): void {
    cancel();
    isWaiting = false;
    refusals = 0;
  }

  return {
    problem,
    restore,
    hear(frame) {
      if (frame.type === "chat_restored") {
        // Null: the session has no dialogue at all.
        if (frame.chat_id !== null && frame.chat_id !== options.chatId()) return;
        settled();
        problem.set(null);
      } else if (isWaiting && frame.type === "gateway_error") {
        again();
      } else if (isWaiting && frame.type === "error" && isAboutChat(frame)) {
        if (frame.chat_id !== options.chatId()) return;
        if (!options.isRestored()) problem.set(frame.code);
        if (isFinalCode(frame.code)) settled();
        else again();
      }
    },
    refuse: (code) => problem.set(code),
    begin() {
      settled();
      problem.set(null);
      restore();
    },
    close: () => cancel(),
  };
}

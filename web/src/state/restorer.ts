// Asks for the chat on screen until it is there: what is not answered is asked again.
import { createSignal, type Accessor } from "solid-js";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { HeardFrame } from "../socket.ts";

interface RestorerOptions {
  readonly chatId: Accessor<string>;
  /** Asks over the socket. False: there is none. */
  readonly ask: () => boolean;
  /** Asks by other means. */
  readonly askElsewhere: () => void;
  readonly isRestored: () => boolean;
}

interface Restorer {
  /** Why the chat could not be restored; null while there is no reason. */
  readonly problem: Accessor<ErrorCode | null>;
  readonly restore: () => void;
  /** What a frame says of the chat on screen as a whole. */
  readonly hear: (frame: HeardFrame) => void;
  /** The server's last word, heard elsewhere. */
  readonly refuse: (code: ErrorCode) => void;
  /** Another chat is on screen. */
  readonly begin: () => void;
  readonly close: () => void;
}

/** Milliseconds: how long an answer is waited for, and the pause after a refusal, which doubles. */
export const restoring = { answer: 10_000, first: 3_000, longest: 30_000 } as const;

/** Codes after which asking for this chat again is of no use. */
const final = ["chat_not_found", "invalid_request", "invalid_id"] as const;
export const isFinalCode = (code: string): code is (typeof final)[number] =>
  final.some((one) => one === code);

/** An error that is about no message: in a chat not restored yet, about the restore. */
const isAboutChat = (frame: HeardFrame): boolean =>
  frame.type === "error" && frame.message_id === undefined && frame.client_message_id === undefined;

export function createRestorer(options: RestorerOptions): Restorer {
  const [problem, setProblem] = createSignal<ErrorCode | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;
  let isWaiting = false;

  function restore(): void {
    clearTimeout(timer);
    isWaiting = options.ask();
    if (isWaiting) timer = setTimeout(restore, restoring.answer);
    else options.askElsewhere();
  }

  function again(): void {
    clearTimeout(timer);
    timer = setTimeout(restore, Math.min(restoring.longest, restoring.first * 2 ** refusals));
    refusals += 1;
  }

  function settled(): void {
    clearTimeout(timer);
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
        setProblem(null);
      } else if (isWaiting && frame.type === "gateway_error") {
        again();
      } else if (isWaiting && frame.type === "error" && isAboutChat(frame)) {
        if (frame.chat_id !== options.chatId()) return;
        if (!options.isRestored()) setProblem(frame.code);
        if (isFinalCode(frame.code)) settled();
        else again();
      }
    },
    refuse: setProblem,
    begin() {
      settled();
      setProblem(null);
      restore();
    },
    close: () => clearTimeout(timer),
  };
}

// A planning session on this page: socket, outbox and state, tied together.
import { batch, createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { ApiError } from "../api-error.ts";
import { call } from "../api.ts";
import { createOutbox, type Outbox } from "../outbox.ts";
import { createLive, type HeardFrame, type LiveState } from "../socket.ts";
import { createAsker } from "./asker.ts";
import { acceptedIn, createDelivery } from "./delivery.ts";
import { createBatch } from "./frames.ts";
import { empty, type State } from "./model.ts";
import { reduce } from "./reduce.ts";
import type { Read } from "./wants.ts";

export interface ChatSession {
  readonly key: string;
  readonly state: Accessor<State>;
  readonly live: Accessor<LiveState>;
  readonly outbox: Outbox;
  /** Why the open chat could not be restored; null while there is no reason. */
  readonly problem: Accessor<ErrorCode | null>;
  /** Asks for the messages below a position. */
  readonly older: (chatId: string, before: number) => void;
  /** Tries at once what would be tried later. */
  readonly restore: () => void;
}

/** Milliseconds between looks at what is missing, and before a refused restore is tried again. */
const lookEvery = 1_000;
const restoreAgain = 3_000;

async function checkSignIn(): Promise<"ok" | "refused" | "unreachable"> {
  try {
    await call("me");
    return "ok";
  } catch (error) {
    return error instanceof ApiError && error.needsSignIn ? "refused" : "unreachable";
  }
}

/** Codes after which asking for this chat again is of no use. */
const final: ReadonlySet<ErrorCode> = new Set(["chat_not_found", "invalid_request", "invalid_id"]);

/**
 * Opens a session for as long as the owner lives.
 *   key: the track's session; chatId: the chat on screen, restored whenever the socket opens.
 */
export function createChatSession(key: string, chatId: Accessor<string>): ChatSession {
  const [state, setState] = createSignal<State>(empty);
  const [problem, setProblem] = createSignal<ErrorCode | null>(null);
  let isReading = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const frames = createBatch<HeardFrame>((heard) => {
    batch(() => {
      setState((before) =>
        heard.reduce((now, one) => (one.type === "gateway_error" ? now : reduce(now, one)), before),
      );
      for (const frame of heard) notice(frame);
      outbox.settle(heard.flatMap(acceptedIn));
    });
    asker.look(state());
  });

  const live = createLive({
    key,
    onFrame(frame) {
      delivery.hear(frame);
      frames.add(frame);
    },
    onOpen() {
      asker.reset();
      restore();
    },
    checkSignIn,
  });

  const delivery = createDelivery({ send: live.send, probe: live.probe });

  const outbox = createOutbox({
    session: key,
    canSend: () => live.state() === "open",
    send: delivery.send,
  });

  const asker = createAsker({
    resume: (want) => void live.send(want),
    read: (want) => void read(want),
  });

  async function read({ chat_id, before, limit }: Read): Promise<void> {
    const query = { session_id: key, before, limit };
    const page = await call("getHistory", { params: { id: chat_id }, query }).catch(() => null);
    if (page === null) return;
    const { history, has_more } = page;
    frames.add({ type: "history_page", session_id: key, chat_id, history, has_more });
  }

  /** A network that lets no socket through is no reason not to see what was said. */
  function readWithoutSocket(): void {
    const id = chatId();
    const isRead = (state().chats[id]?.restoredFrom ?? null) !== null;
    if (isRead || isReading || live.state() !== "offline" || !navigator.onLine) return;
    isReading = true;
    call("getHistory", { params: { id }, query: { session_id: key, limit: 100 } })
      .then(({ history, message_count, has_more }) => {
        const page = { session_id: key, chat_id: id, history, message_count, has_more };
        frames.add({ type: "history_restored", ...page });
      })
      .catch(() => undefined)
      .finally(() => setTimeout(() => (isReading = false), restoreAgain));
  }

  function restore(): void {
    clearTimeout(again);
    live.send({ type: "restore_chat", protocol: 2, chat_id: chatId() });
  }

  /** What a frame says of the chat on screen as a whole. */
  function notice(frame: HeardFrame): void {
    if (frame.type === "chat_restored" && frame.chat_id === chatId()) {
      setProblem(null);
    } else if (
      frame.type === "error" &&
      frame.message_id === undefined &&
      frame.client_message_id === undefined &&
      frame.chat_id === chatId() &&
      (state().chats[chatId()]?.restoredFrom ?? null) === null
    ) {
      setProblem(frame.code);
      clearTimeout(again);
      if (!final.has(frame.code)) again = setTimeout(restore, restoreAgain);
    }
  }

  createEffect(
    on(live.state, (now) => {
      if (now === "open") outbox.pump();
      else delivery.interrupt();
    }),
  );
  createEffect(
    on(
      chatId,
      () => {
        setProblem(null);
        restore();
      },
      { defer: true },
    ),
  );
  const timer = setInterval(() => {
    asker.look(state());
    readWithoutSocket();
  }, lookEvery);
  onCleanup(() => {
    clearInterval(timer);
    clearTimeout(again);
    live.close();
    outbox.close();
    frames.close();
  });

  return {
    key,
    state,
    live: live.state,
    outbox,
    problem,
    older: (chat_id, before) => void live.send({ type: "history_page", chat_id, before }),
    restore,
  };
}

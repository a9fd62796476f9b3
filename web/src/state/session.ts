// A planning session on this page: socket, outbox and state, tied together.
import { batch, createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { ApiError } from "../api-error.ts";
import { call } from "../api.ts";
import { createOutbox, type Outbox } from "../outbox.ts";
import { createLive, type HeardFrame, type LiveState } from "../socket.ts";
import { createAsker } from "@ai-learning/client/asker";
import { acceptedIn, createDelivery } from "./delivery.ts";
import { createBatch } from "./frames.ts";
import { empty, isUnfinished, type State } from "@ai-learning/client/model";
import { createPoll } from "@ai-learning/client/poll";
import { reduce } from "@ai-learning/client/reducer";
import { createRestorer, isFinalCode } from "./restorer.ts";
import { createStopper } from "./stopper.ts";
import type { Read } from "@ai-learning/client/wants";

export interface ChatSession {
  readonly key: string;
  readonly state: Accessor<State>;
  readonly live: Accessor<LiveState>;
  readonly outbox: Outbox;
  /** Why the open chat could not be restored; null while there is no reason. */
  readonly problem: Accessor<ErrorCode | null>;
  /** Asks for the messages below a position. False: they could not be asked for. */
  readonly older: (chatId: string, before: number) => Promise<boolean>;
  /** Something was asked of the mentor over HTTP: where no socket tells of it, it is looked for. */
  readonly expect: () => void;
  /** Tries at once what would be tried later. */
  readonly restore: () => void;
  /** Ends an answer where it is, whichever tab asked for it. */
  readonly stop: (answerId: string) => void;
  /** Answers asked to end that have not yet. */
  readonly stopping: Accessor<ReadonlySet<string>>;
  /** The server said that this sign-in was ended elsewhere. */
  readonly isSignedOut: () => boolean;
  /** Somebody signed in again. */
  readonly revive: () => void;
}

/** Milliseconds between looks at what is missing. */
const lookEvery = 1_000;
/** Messages read over HTTP: of a chat not read before, and of one where something is to come. */
const firstPart = 100;
const newestPart = 20;
/** An older page. */
const pageSize = 50;

async function checkSignIn(): Promise<"ok" | "refused" | "unreachable"> {
  try {
    await call("me");
    return "ok";
  } catch (error) {
    return error instanceof ApiError && error.needsSignIn ? "refused" : "unreachable";
  }
}

/** Codes after which the socket's sign-in is looked at. */
const signInCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "not_signed_in",
  "invalid_token",
  "token_expired",
  "signed_out",
]);

async function askToStop(id: string): Promise<"asked" | "over" | "unknown" | "failed"> {
  try {
    const { status } = await call("stop", { body: { message_id: id } });
    return isUnfinished({ status }) ? "asked" : "over";
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? "unknown" : "failed";
  }
}

/**
 * Opens a session for as long as the owner lives.
 *   key: the track's session; chatId: the chat on screen, restored whenever the socket opens.
 */
export function createChatSession(key: string, chatId: Accessor<string>): ChatSession {
  const [state, setState] = createSignal<State>(empty);

  const frames = createBatch<HeardFrame>((heard) => {
    batch(() => {
      setState((before) =>
        heard.reduce((now, one) => (one.type === "gateway_error" ? now : reduce(now, one)), before),
      );
      for (const frame of heard) restorer.hear(frame);
      outbox.settle(heard.flatMap(acceptedIn));
    });
    look();
  });

  let isSignedOut = false;

  const live = createLive({
    key,
    onFrame(frame) {
      delivery.hear(frame);
      frames.add(frame);
      if (frame.type !== "error") return;
      if (frame.code === "signed_out") isSignedOut = true;
      if (frame.code === "sign_in_replaced") live.reopen();
      else if (signInCodes.has(frame.code)) live.renew();
    },
    onOpen() {
      isSignedOut = false;
      asker.reset();
      stopper.reset();
      restorer.restore();
    },
    checkSignIn,
  });

  const isBlocked = (): boolean => live.state() === "blocked";
  const delivery = createDelivery({ send: live.send, probe: live.probe, isBlocked });

  const outbox = createOutbox({
    session: key,
    canSend: () => live.state() === "open" || isBlocked(),
    async send(message) {
      const sent = await delivery.send(message);
      if (sent.outcome === "accepted") expect();
      return sent;
    },
  });

  const asker = createAsker({
    resume: (want) => void live.send(want),
    read: (want) => void read(want),
  });

  const stopper = createStopper({
    send: (id) => live.send({ type: "stop", protocol: 2, message_id: id }),
    async call(id) {
      const result = await askToStop(id);
      expect();
      return result;
    },
    missed: (id) => void live.send({ type: "resume", message_id: id, attempt: 0, offset: 0 }),
  });

  function look(): void {
    asker.look(state());
    stopper.look(state());
  }

  const isRestored = (): boolean => (state().chats[chatId()]?.restoredFrom ?? null) !== null;

  async function read({ chat_id, before, limit }: Omit<Read, "type">): Promise<boolean> {
    const query = { session_id: key, before, limit };
    const page = await call("getHistory", { params: { id: chat_id }, query }).catch(() => null);
    if (page === null) return false;
    const { history, has_more } = page;
    frames.add({ type: "history_page", session_id: key, chat_id, history, has_more });
    return true;
  }

  /** A network that lets no socket through is no reason not to see what is said. */
  async function readWithoutSocket(): Promise<boolean> {
    const isWaiting = !isRestored() && live.state() === "offline";
    if (!isWaiting && !isBlocked()) return false;
    if (!navigator.onLine) return true;
    const id = chatId();
    const query = { session_id: key, limit: isRestored() ? newestPart : firstPart };
    try {
      const { history, message_count, has_more } = await call("getHistory", {
        params: { id },
        query,
      });
      const page = { session_id: key, chat_id: id, history, message_count, has_more };
      frames.add({ type: "history_restored", ...page });
      return isBlocked() && history.some(isUnfinished);
    } catch (error) {
      const isFinal = error instanceof ApiError && isFinalCode(error.code);
      if (isFinal && id === chatId() && !isRestored()) restorer.refuse(error.code);
      return !isFinal;
    }
  }

  const poll = createPoll(readWithoutSocket);

  function expect(): void {
    if (isBlocked()) poll.wake();
  }

  const restorer = createRestorer({
    chatId,
    ask: () => live.send({ type: "restore_chat", protocol: 2, chat_id: chatId() }),
    askElsewhere: poll.wake,
    isRestored,
  });

  createEffect(
    on(live.state, (now) => {
      if (now !== "open") delivery.interrupt();
      if (now === "open" || now === "blocked") outbox.pump();
      if (now === "offline" || now === "blocked") poll.wake();
    }),
  );
  createEffect(on(chatId, restorer.begin, { defer: true }));
  const timer = setInterval(look, lookEvery);
  onCleanup(() => {
    clearInterval(timer);
    restorer.close();
    poll.close();
    live.close();
    outbox.close();
    frames.close();
  });

  return {
    key,
    state,
    live: live.state,
    outbox,
    problem: restorer.problem,
    older: async (chat_id, before) =>
      live.send({ type: "history_page", chat_id, before }) ||
      read({ chat_id, before, limit: pageSize }),
    expect,
    restore: restorer.restore,
    stop: stopper.stop,
    stopping: stopper.asked,
    isSignedOut: () => isSignedOut,
    revive: live.revive,
  };
}

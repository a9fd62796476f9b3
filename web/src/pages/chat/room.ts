// What a chat page knows and can do: the dialogue on screen, and every way to act on it.
import type { Chat as ChatRow } from "@ai-learning/protocol/chat";
import type { Track } from "@ai-learning/protocol/track";
import { createMemo, createSignal, type Accessor } from "solid-js";
import { call } from "../../api.ts";
import { keepFresh } from "../../changes.ts";
import { createLoad, type Load } from "../../load.ts";
import { requestPlan } from "../../request-plan.ts";
import type { Chat, Message } from "../../state/model.ts";
import type { Unsent } from "../../state/outbox-store.ts";
import { transcript, unfinished } from "../../state/select.ts";
import { createChatSession, type ChatSession } from "../../state/session.ts";

export interface Room {
  readonly track: Accessor<Track>;
  readonly chatId: Accessor<string>;
  readonly isPrimary: Accessor<boolean>;
  readonly session: ChatSession;
  readonly chat: Accessor<Chat | undefined>;
  readonly messages: Accessor<readonly Message[]>;
  /** Written here and not taken by the server yet. */
  readonly unsent: Accessor<readonly Unsent[]>;
  /** The answer that is being written or waits to be. */
  readonly unfinished: Accessor<Message | undefined>;
  readonly chats: Load<readonly ChatRow[]>;
  readonly model: Load<string>;
  readonly send: (text: string) => void;
  /** Something asked of the mentor by a button is on its way. */
  readonly isAsking: Accessor<boolean>;
  readonly askError: Accessor<unknown>;
  readonly askPlan: () => void;
  /** Resolves to the chat where the modules are made; undefined when it failed. */
  readonly finalize: () => Promise<string | undefined>;
  /** Does again what has failed. */
  readonly again: (answer: Message) => void;
}

interface RoomInput {
  readonly track: Accessor<Track>;
  readonly chatId: Accessor<string>;
}

export function createRoom({ track, chatId }: RoomInput): Room {
  const session = createChatSession(track().session_id, chatId);
  const chat = createMemo(() => session.state().chats[chatId()]);
  const messages = createMemo(() => transcript(chat()));
  const [isAsking, setIsAsking] = createSignal(false);
  const [askError, setAskError] = createSignal<unknown>();

  const unsent = createMemo(() => {
    const stored = new Set(messages().map((one) => one.clientId));
    return session.outbox.messages().filter((one) => one.chat === chatId() && !stored.has(one.id));
  });

  const chats = createLoad(
    () => track().session_id,
    (id, signal) => call("listSessionChats", { params: { id }, signal }),
  );
  keepFresh(chats);
  const model = createLoad(
    () => true,
    async (_, signal) => (await call("userConfig", { signal })).model_name,
  );

  async function ask<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (isAsking()) return undefined;
    setIsAsking(true);
    setAskError(undefined);
    try {
      const made = await act();
      session.expect();
      return made;
    } catch (error) {
      setAskError(error);
      return undefined;
    } finally {
      setIsAsking(false);
    }
  }

  const askPlan = (): void => void ask(() => requestPlan(track()));
  const finalize = (): Promise<string | undefined> =>
    ask(async () => {
      const { chat_id } = await call("finalize", {
        headers: { Prefer: "respond-async" },
        body: { session_id: track().session_id, track_id: track().id },
      });
      return chat_id;
    });
  const send = (text: string): void => {
    setAskError(undefined);
    void session.outbox.add(chatId(), text);
  };

  function again(answer: Message): void {
    const question = messages().find((one) => one.id === answer.replyTo);
    if (answer.kind === "welcome" || question === undefined) askPlan();
    else if (answer.kind === "finalization") void finalize();
    else send(question.text);
  }

  return {
    track,
    chatId,
    isPrimary: () => chatId() === track().chat_id,
    session,
    chat,
    messages,
    unsent,
    unfinished: createMemo(() => unfinished(chat())),
    chats,
    model,
    send,
    isAsking,
    askError,
    askPlan,
    finalize,
    again,
  };
}

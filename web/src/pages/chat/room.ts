// State and actions of one chat on screen.
import type { OwnModelConfig } from "@ai-learning/protocol/ai";
import type { Chat as ChatRow } from "@ai-learning/protocol/chat";
import type { Track } from "@ai-learning/protocol/track";
import type { Usage } from "@ai-learning/protocol/user";
import { createEffect, createMemo, on, type Accessor, type Component } from "solid-js";
import { call } from "../../api.ts";
import { keepFresh } from "../../state/changes.ts";
import { createLoad, type Load } from "../../state/load.ts";
import { user } from "../../state/current-user.ts";
import type { Chat, Message } from "@ai-learning/client/model";
import type { Studied, Unsent } from "@ai-learning/client/unsent";
import { transcript, unfinished } from "@ai-learning/client/select";
import { createChatSession, type ChatSession } from "../../state/session.ts";
import { createMentorRequests, type MentorRequests } from "./mentor-requests.ts";
import { watchUsage } from "./watch-usage.ts";

export interface Room {
  readonly track: Accessor<Track>;
  readonly chatId: Accessor<string>;
  readonly isPrimary: Accessor<boolean>;
  readonly session: ChatSession;
  readonly chat: Accessor<Chat | undefined>;
  readonly messages: Accessor<readonly Message[]>;
  /** The newest messages were read from the server. */
  readonly isRestored: Accessor<boolean>;
  /** Messages written here that the server has not accepted yet. */
  readonly unsent: Accessor<readonly Unsent[]>;
  /** The answer that is generating or pending. */
  readonly unfinished: Accessor<Message | undefined>;
  readonly chats: Load<readonly ChatRow[]>;
  /** Settings of the model that answers: the user's own, or the server's. */
  readonly model: Load<OwnModelConfig>;
  /** The day's allowance, as last loaded. */
  readonly usage: Load<Usage>;
  readonly send: (text: string) => void;
  /** The chat's last message; undefined while an unsent message will follow it. */
  readonly last: Accessor<Message | undefined>;
  /** The edit of a message that is not stored yet, or was refused. */
  readonly editOf: (questionId: string) => Unsent | undefined;
  readonly edit: (question: Message, text: string) => void;
  readonly requests: MentorRequests;
  /** Retries a failed request, or regenerates an answer. */
  readonly retry: (answer: Message) => void;
  /** How a study chat shows a lesson's text among its messages, and what the learner wrote. */
  readonly Lesson?: Component<{ message: Message }>;
  readonly Text?: Component<{ text: string }>;
}

interface RoomInput {
  readonly track: Accessor<Track>;
  readonly chatId: Accessor<string>;
  /** What lies before the learner while they write in a study chat. */
  readonly studied?: Accessor<Studied | undefined>;
}

export function createRoom({ track, chatId, studied }: RoomInput): Room {
  const session = createChatSession(track().session_id, chatId);
  const chat = createMemo(() => session.state().chats[chatId()]);
  const messages = createMemo(() => transcript(chat()));
  // The sign-in ended here and was renewed in another tab.
  createEffect(on(user, (one) => one && session.revive()));
  /** Not among the stored messages yet. */
  const waiting = createMemo(() => {
    const stored = new Set(messages().map((one) => one.clientId));
    return session.outbox.messages().filter((one) => one.chat === chatId() && !stored.has(one.id));
  });
  const unsent = createMemo(() => waiting().filter((one) => one.edits === undefined));
  const last = createMemo(() =>
    unsent().every((one) => one.refused !== null) ? messages().at(-1) : undefined,
  );

  const chats = createLoad(
    () => track().session_id,
    (id, signal) => call("listSessionChats", { params: { id }, signal }),
  );
  keepFresh(chats);
  const model = createLoad(
    () => true,
    (_, signal) => call("userConfig", { signal }),
  );

  const requests = createMentorRequests(track, session.expect);
  const usage = watchUsage({
    unfinishedId: () => unfinished(chat())?.id,
    refusals: () => waiting().filter((one) => one.refused === "budget_exhausted").length,
    requestError: requests.error,
  });
  const send = (text: string): void => {
    requests.clearError();
    void session.outbox.add(chatId(), text, { studied: studied?.() });
  };
  const editOf = (id: string): Unsent | undefined => waiting().findLast((one) => one.edits === id);

  function edit(question: Message, text: string): void {
    const before = editOf(question.id);
    // An edit in flight may have been stored: the new one then edits its result.
    if (before !== undefined && session.outbox.sending() !== before.id) {
      session.outbox.remove(before.id);
    }
    void session.outbox.add(chatId(), text, { edits: question.id });
  }

  function retry(answer: Message): void {
    const question = messages().find((one) => one.id === answer.replyTo);
    const isWelcome = answer.kind === "welcome" || question === undefined;
    if (answer.kind === "finalization") void requests.finalize();
    else if (isWelcome && answer.status === "failed") requests.plan();
    else if (last()?.id === answer.id) requests.regenerate(answer);
    else if (question !== undefined) send(question.text);
  }

  return {
    track,
    chatId,
    isPrimary: () => chatId() === track().chat_id,
    session,
    chat,
    messages,
    isRestored: () => (chat()?.restoredFrom ?? null) !== null,
    unsent,
    unfinished: createMemo(() => unfinished(chat())),
    chats,
    model,
    usage,
    send,
    last,
    editOf,
    edit,
    requests,
    retry,
  };
}

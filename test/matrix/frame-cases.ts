// One right frame, or several, for every frame and command of the contract: each names things by id where it can.
import type { ClientFrameType, SwitchCommandName } from "@ai-learning/protocol/websocket";
import type { Ids } from "../system/cases.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface FrameCase {
  readonly channel: "chat" | "switch";
  readonly frames: (ids: Ids) => readonly Fields[];
  /** Names nothing: there is nobody else's to name. */
  readonly nameless?: true;
  /** Names a chat or a track, which is in one session and not in another. */
  readonly byChat?: true;
  /** Its answer ends with this, which is waited for before anything else is asked. */
  readonly ends?: "ai_response";
  /** Works on the chat's last turn: a chat of its own for each owner. */
  readonly fresh?: true;
}

const said =
  (type: string) =>
  ({ id, chat_id }: Ids): Fields[] => [
    { type, message: "Which clay?", chat_id },
    { type, message: "Which glaze?", track_id: id },
  ];

export const frameCases: Readonly<Record<ClientFrameType | SwitchCommandName, FrameCase>> = {
  restore_chat: {
    channel: "chat",
    byChat: true,
    frames: ({ id, chat_id }) => [
      { type: "restore_chat" },
      { type: "restore_chat", chat_id },
      { type: "restore_chat", track_id: id },
    ],
  },
  text: { channel: "chat", frames: said("text"), ends: "ai_response", byChat: true },
  message: { channel: "chat", frames: said("message"), ends: "ai_response", byChat: true },
  resume: {
    channel: "chat",
    frames: ({ answer_id }) => [
      { type: "resume", protocol: 2, message_id: answer_id, attempt: 1, offset: 0 },
    ],
    ends: "ai_response",
  },
  history_page: {
    channel: "chat",
    byChat: true,
    frames: ({ chat_id }) => [{ type: "history_page", chat_id, before: 1000 }],
  },
  stop: {
    channel: "chat",
    frames: ({ answer_id }) => [{ type: "stop", protocol: 2, message_id: answer_id }],
    ends: "ai_response",
  },
  regenerate: {
    channel: "chat",
    frames: ({ answer_id }) => [{ type: "regenerate", message_id: answer_id, attempt: 1 }],
    ends: "ai_response",
    fresh: true,
  },
  // Of an older attempt: it is known, whatever became of it.
  continue: {
    channel: "chat",
    frames: ({ answer_id }) => [{ type: "continue", message_id: answer_id, attempt: 0 }],
  },
  edit: {
    channel: "chat",
    frames: ({ question_id }) => [
      { type: "edit", message_id: question_id, message: "Why glaze?", client_message_id: "e-1" },
    ],
    ends: "ai_response",
    fresh: true,
  },
  ping: { channel: "chat", frames: () => [{ type: "ping" }], nameless: true },
  switch_chat: {
    channel: "switch",
    byChat: true,
    frames: ({ chat_id }) => [{ command: "switch_chat", chat_id }],
  },
  get_user_chats: {
    channel: "switch",
    frames: () => [{ command: "get_user_chats" }],
    nameless: true,
  },
  restore_history: {
    channel: "switch",
    byChat: true,
    frames: ({ chat_id }) => [{ command: "restore_history", chat_id }],
  },
};

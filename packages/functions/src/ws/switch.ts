// The commands of `/ws/chat/{session key}/switch`.
import * as Chats from "@ai-learning/core/chat/chat";
import { PublicError } from "@ai-learning/core/error";
import * as Sessions from "@ai-learning/core/session/session";
import { switchCommands } from "@ai-learning/protocol/websocket";
import { parse } from "../validate.ts";
import { historyFor } from "./history.ts";
import { stillSignedIn, type Frame } from "./frame.ts";

/** A command that is not one of ours, with the ones that are. */
export const unknownCommand = (command: unknown): PublicError => {
  const named = typeof command === "string" ? command.slice(0, 60) : "none";
  const known = Object.keys(switchCommands).join(", ");
  return new PublicError("unknown_command", `Unknown command: ${named}. Known: ${known}`);
};

async function readChat(frame: Frame, chatId: string) {
  const { connection } = frame;
  const sessionId = await Sessions.existing(connection.user_id, connection.session_key);
  const page = await Chats.history(connection.user_id, chatId, { sessionId, frame: true });
  return { ...page, history: historyFor(connection, page.history) };
}

const commands = {
  switch_chat: async (frame: Frame) => {
    const { chat_id } = parse(switchCommands.switch_chat, frame.fields);
    const { connection } = frame;
    const { session_id: _, ...history } = await readChat(frame, chat_id);
    await Sessions.setActiveChat(connection.user_id, connection.session_key, chat_id);
    await frame.reply({
      type: "chat_switched",
      session_id: connection.session_key,
      chat_id,
      ...history,
    });
  },
  get_user_chats: async (frame: Frame) => {
    parse(switchCommands.get_user_chats, frame.fields);
    const { connection } = frame;
    const sessionId = await Sessions.existing(connection.user_id, connection.session_key);
    const { sessions, hasMore } = await Sessions.withChatsForFrame(connection.user_id, sessionId);
    await frame.reply({
      type: "user_chats",
      session_id: connection.session_key,
      chats: sessions,
      ...(hasMore ? { has_more: true as const } : {}),
    });
  },
  restore_history: async (frame: Frame) => {
    const { chat_id } = parse(switchCommands.restore_history, frame.fields);
    const { history, message_count, has_more } = await readChat(frame, chat_id);
    await frame.reply({
      type: "history_restored",
      session_id: frame.connection.session_key,
      chat_id,
      history,
      message_count,
      has_more,
    });
  },
};

/** Runs a command frame. Throws `unknown_command`. */
export async function onCommand(frame: Frame): Promise<void> {
  const { command } = frame.fields;
  if (typeof command !== "string" || !Object.hasOwn(commands, command)) {
    throw unknownCommand(command);
  }
  await stillSignedIn(frame);
  await commands[command as keyof typeof commands](frame);
}

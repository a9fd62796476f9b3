// Names of chats.
import type { Chat as ChatRow } from "@ai-learning/protocol/chat";
import { primaryChatName } from "@ai-learning/protocol/default-names";
import { t } from "../../i18n/index.ts";
import type { Room } from "./room.ts";

const row = (room: Room, id: string): ChatRow | undefined =>
  room.chats.value()?.find((one) => one.id === id);

/** The chat's name; a primary chat with its default name has one in the page's language. */
export function nameOf(room: Room, id: string): string {
  const name = row(room, id)?.chat_name ?? room.session.state().chats[id]?.info?.chat_name;
  const isPrimary = id === room.track().chat_id;
  return name === undefined || (isPrimary && name === primaryChatName)
    ? t("chat").primaryName
    : name;
}

export const typeOf = (room: Room): ChatRow["chat_type"] | undefined =>
  row(room, room.chatId())?.chat_type ?? room.chat()?.info?.chat_type;

// Names of chats: reading, creating and renaming.
import type { Chat as ChatRow } from "@ai-learning/protocol/chat";
import { primaryChatName } from "@ai-learning/protocol/default-names";
import { call } from "../../api.ts";
import { tellOthers } from "../../state/changes.ts";
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

/** Opens another chat and returns its id. Throws `ApiError`. */
export async function newChat(room: Room, name: string): Promise<string> {
  const made = await call("createChat", {
    body: { session_id: room.track().session_id, chat_name: name, chat_type: "discussion" },
  });
  room.chats.set([made, ...(room.chats.value() ?? [])]);
  tellOthers();
  return made.id;
}

/** Throws `ApiError`. */
export async function rename(room: Room, name: string): Promise<void> {
  const changed = await call("updateChat", {
    params: { id: room.chatId() },
    body: { chat_name: name },
  });
  const others = (room.chats.value() ?? []).filter((one) => one.id !== changed.id);
  room.chats.set([changed, ...others].toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)));
  tellOthers();
}

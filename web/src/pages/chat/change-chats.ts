// Opening and renaming chats.
import { callLater } from "../../later-api.ts";
import { tellOthers } from "../../state/changes.ts";
import type { Room } from "./room.ts";

/** Opens another chat and returns its id. Throws `ApiError`. */
export async function newChat(room: Room, name: string): Promise<string> {
  const made = await callLater("createChat", {
    body: { session_id: room.track().session_id, chat_name: name, chat_type: "discussion" },
  });
  room.chats.set([made, ...(room.chats.value() ?? [])]);
  tellOthers();
  return made.id;
}

/** Throws `ApiError`. */
export async function rename(room: Room, name: string): Promise<void> {
  const changed = await callLater("updateChat", {
    params: { id: room.chatId() },
    body: { chat_name: name },
  });
  const others = (room.chats.value() ?? []).filter((one) => one.id !== changed.id);
  room.chats.set([changed, ...others].toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)));
  tellOthers();
}

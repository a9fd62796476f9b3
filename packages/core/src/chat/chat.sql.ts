// Queries on chats and messages; every one names the owner.
import type { Chat, ChatInfo, HistoryItem } from "@ai-learning/protocol/chat";
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";
import type { Refused } from "../session/session.sql.ts";

export interface ChatRow {
  id: string;
  session_id: string;
  chat_name: string;
  chat_type: Chat["chat_type"];
  status: Chat["status"];
  is_primary: boolean;
  created_at: string;
  updated_at: string;
}

/** Chats of a session, newest first. */
export async function list(userId: string, sessionId: string): Promise<ChatRow[]> {
  return await db()<ChatRow[]>`
    select c.* from chats c join chat_sessions s on s.id = c.session_id
    where s.id = ${sessionId} and s.user_id = ${userId}
    order by c.created_at desc, c.id desc`;
}

/** Opens another chat in the session a key names and makes it that key's active one. */
export async function insert(
  userId: string,
  key: string,
  chat: { name: string | null; type: Chat["chat_type"] },
): Promise<ChatRow | undefined> {
  const { chat: made } = await call<{ chat?: ChatRow }>("create_chat", {
    user_id: userId,
    key,
    chat_id: newId(),
    name: chat.name,
    type: chat.type,
  });
  return made;
}

export async function rename(
  userId: string,
  id: string,
  name: string,
): Promise<ChatRow | undefined> {
  const [row] = await db()<ChatRow[]>`
    update chats c set chat_name = ${name}, updated_at = now()
    from chat_sessions s where s.id = c.session_id and s.user_id = ${userId} and c.id = ${id}
    returning c.*`;
  return row;
}

export async function setStatus(userId: string, id: string, status: string): Promise<boolean> {
  const rows = await db()`
    update chats c set status = ${status}, updated_at = now()
    from chat_sessions s where s.id = c.session_id and s.user_id = ${userId} and c.id = ${id}`;
  return rows.count > 0;
}

export interface Page {
  /** Only messages at a smaller position. */
  readonly before: number | null;
  readonly items: number;
  readonly bytes: number;
}

export interface HistoryRow {
  session_id: string;
  info: ChatInfo;
  message_count: number;
  messages: HistoryItem[];
}

/** A page of a chat of the user; with `sessionId`, only when the chat is in that session. */
export async function history(
  userId: string,
  id: string,
  sessionId: string | null,
  page: Page,
): Promise<HistoryRow | undefined> {
  const found = await call<{ outcome: "chat_not_found" } | ({ outcome: "found" } & HistoryRow)>(
    "read_chat",
    { user_id: userId, chat_id: id, session_id: sessionId, ...page },
  );
  return found.outcome === "found" ? found : undefined;
}

/** A key's session, and its dialogue where there is one. */
export type RestoreRow = { readonly outcome: "restored"; readonly moved_from?: string | null } & (
  | { readonly session_id: string | null; readonly info?: never }
  | HistoryRow
);

/**
 * Resolves a key (binding it to `trackId` when given) and reads its dialogue: the chat asked for,
 * else the key's active one if anything was said in it, else the primary one. One round trip.
 */
export const restore = (
  userId: string,
  key: string,
  by: { trackId: string | null; chatId: string | null; make: boolean; version: number | null },
  page: Page,
): Promise<RestoreRow | Refused> =>
  call("restore_chat", {
    user_id: userId,
    version: by.version,
    key,
    track_id: by.trackId,
    chat_id: by.chatId,
    make: by.make,
    new_session_id: newId(),
    new_chat_id: newId(),
    ...page,
  });

export interface MessageTextRow {
  session_id: string;
  chat_id: string;
  message: HistoryItem;
  track_id: string | null;
  /** Modules of the track that are in force. */
  modules: number;
}

/** One message of a chat of the user. */
export async function message(userId: string, id: string): Promise<MessageTextRow | undefined> {
  const found = await call<
    { outcome: "message_not_found" } | ({ outcome: "found" } & MessageTextRow)
  >("read_message", { user_id: userId, message_id: id });
  return found.outcome === "found" ? found : undefined;
}

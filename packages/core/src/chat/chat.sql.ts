// Queries on chats and messages; every one names the owner.
import type { Chat, ChatInfo, HistoryItem } from "@ai-learning/protocol/chat";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";

export interface ChatRow {
  id: string;
  session_id: string;
  chat_name: string;
  chat_type: Chat["chat_type"];
  status: Chat["status"];
  is_primary: boolean;
  ai_context: unknown;
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
  const [row] = await db()<ChatRow[]>`
    with made as (
      insert into chats (id, session_id, chat_name, chat_type)
      select ${newId()}, k.session_id,
        coalesce(${chat.name}, 'Chat ' || to_char(now() at time zone 'UTC', 'HH24:MI')), ${chat.type}
      from session_keys k where k.user_id = ${userId} and k.key = ${key}
      returning *
    ), active as (
      update session_keys set active_chat_id = made.id from made
      where user_id = ${userId} and key = ${key}
    )
    select * from made`;
  return row;
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

const info = (sql: ReturnType<typeof db>) => sql`
  jsonb_build_object('chat_id', c.id, 'chat_name', c.chat_name, 'chat_type', c.chat_type,
    'status', c.status, 'ai_context', c.ai_context,
    'created_at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))`;

const count = (sql: ReturnType<typeof db>) => sql`
  (select count(*) from chat_messages m where m.chat_id = c.id)::integer`;

/** A page of a chat of the user; with `sessionId`, only when the chat is in that session. */
export async function history(
  userId: string,
  id: string,
  sessionId: string | null,
  page: Page,
): Promise<HistoryRow | undefined> {
  const sql = db();
  const [row] = await sql<HistoryRow[]>`
    select c.session_id, ${info(sql)} as info, ${count(sql)} as message_count,
      newest_messages(c.id, ${page.before}, ${page.items}, ${page.bytes}) as messages
    from chats c join chat_sessions s on s.id = c.session_id
    where c.id = ${id} and s.user_id = ${userId}
      and (${sessionId}::uuid is null or s.id = ${sessionId}::uuid)`;
  return row;
}

export interface RestoreRow {
  session_id: string;
  moved_from: string | null;
  info: ChatInfo | null;
  message_count: number;
  messages: HistoryItem[];
}

/**
 * Resolves a key (binding it to `trackId` when given) and reads its dialogue: the chat asked for,
 * else the key's active one if anything was said in it, else the primary one. One round trip.
 * Undefined when the sign-in is over.
 */
export async function restore(
  userId: string,
  key: string,
  by: { trackId: string | null; chatId: string | null; make: boolean; version: number | null },
  page: Page,
): Promise<RestoreRow | undefined> {
  const sql = db();
  const [row] = await sql<RestoreRow[]>`
    with asked as materialized (
      select s.track_id from chats c join chat_sessions s on s.id = c.session_id
      where c.id = ${by.chatId}::uuid and s.user_id = ${userId}
    ), r as materialized (
      select r.* from (
        -- A chat that is not the user's will be refused: nothing is bound or made for it.
        select ${by.chatId}::uuid is null or exists (select from asked) as may_bind
      ) a, users u, lateral resolve_session(u.id, ${key},
        -- An own chat names its session's track as well as the track itself does.
        case when a.may_bind
          then coalesce(${by.trackId}::uuid, (select track_id from asked)) end,
        null, ${newId()}, ${newId()}, ${by.make} and a.may_bind) r
      where u.id = ${userId} and u.is_active
        and (${by.version}::integer is null or u.token_version = ${by.version}::integer)
    )
    select r.session_id, r.moved_from,
      case when c.id is not null then ${info(sql)} end as info,
      case when c.id is null then 0 else ${count(sql)} end as message_count,
      case when c.id is null then '[]'
        else newest_messages(c.id, ${page.before}, ${page.items}, ${page.bytes}) end as messages
    from r left join lateral (
      select c.* from chats c
      left join session_keys k on k.user_id = ${userId} and k.key = ${key}
        and k.active_chat_id = c.id
      where c.session_id = r.session_id and case
        when ${by.chatId}::uuid is not null then c.id = ${by.chatId}::uuid
        else c.is_primary or (k.key is not null
          and exists (select 1 from chat_messages m where m.chat_id = c.id)) end
      order by k.key is not null desc limit 1
    ) c on true`;
  return row;
}

export interface MessageTextRow {
  session_id: string;
  chat_id: string;
  message: HistoryItem;
}

/** One message of a chat of the user. */
export async function message(userId: string, id: string): Promise<MessageTextRow | undefined> {
  const [row] = await db()<MessageTextRow[]>`
    select c.session_id, c.id as chat_id, message_json(m) as message
    from chat_messages m join chats c on c.id = m.chat_id
    join chat_sessions s on s.id = c.session_id
    where m.id = ${id} and s.user_id = ${userId}`;
  return row;
}

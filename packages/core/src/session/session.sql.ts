// Queries on planning sessions and the keys that name them.
import type { Session, SessionChats } from "@ai-learning/protocol/chat";
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";

export interface SessionRow {
  id: string;
  track_id: string | null;
  session_name: string;
  status: Session["status"];
  created_at: string;
  updated_at: string;
}

export interface Resolved {
  /** Null: the key names nothing. */
  readonly session_id: string | null;
  /** The session a key left because a track was named, if it did. */
  readonly moved_from?: string | null;
}

/** Why a session key is refused; nothing is bound then. */
export interface Refused {
  readonly outcome: "track_not_found" | "session_mismatch" | "chat_not_found" | "signed_out";
}

export type Resolution = ({ readonly outcome: "resolved" } & Resolved) | Refused;

/** What a key names; see `resolve_session`. */
export const resolve = (
  userId: string,
  key: string,
  by: { trackId?: string | null; make: boolean },
): Promise<Resolution> =>
  call("resolve_session", {
    user_id: userId,
    key,
    track_id: by.trackId,
    make: by.make,
    new_session_id: newId(),
    new_chat_id: newId(),
  });

/** As `resolve` for a socket that connects; the same call checks its sign-in. */
export const open = (userId: string, version: number, key: string): Promise<Resolution> =>
  call("open_session", {
    user_id: userId,
    version,
    key,
    new_session_id: newId(),
    new_chat_id: newId(),
  });

export async function list(userId: string): Promise<SessionRow[]> {
  return await db()<SessionRow[]>`
    select * from chat_sessions where user_id = ${userId} order by created_at desc`;
}

/** The planning session of a track, named anew; undefined when the track is not the user's. */
export async function ofTrack(
  userId: string,
  trackId: string,
  name: string,
): Promise<SessionRow | undefined> {
  const { session_id } = await call<{ session_id?: string }>("name_session", {
    user_id: userId,
    track_id: trackId,
    name,
    new_session_id: newId(),
    new_chat_id: newId(),
  });
  if (session_id === undefined) return undefined;
  const [row] = await db()<SessionRow[]>`
    select * from chat_sessions where id = ${session_id} and user_id = ${userId}`;
  return row;
}

export async function setStatus(userId: string, id: string, status: string): Promise<boolean> {
  const rows = await db()`
    update chat_sessions set status = ${status}, updated_at = now()
    where id = ${id} and user_id = ${userId}`;
  return rows.count > 0;
}

/** Chats of all sessions that have a track, grouped; with `sessionId`, of that session, track or not. */
export async function withChats(userId: string, sessionId: string | null): Promise<SessionChats[]> {
  return await db()<SessionChats[]>`
    select s.id as session_id, s.session_name, coalesce(t.title, '') as track_title,
      coalesce(t.id::text, '') as track_id,
      s.created_at as session_created_at,
      (select coalesce(jsonb_agg(jsonb_build_object('chat_id', c.id, 'chat_name', c.chat_name,
          'chat_type', c.chat_type, 'status', c.status,
          'created_at', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          'updated_at', to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        order by c.created_at desc, c.id desc), '[]')
       from chats c where c.session_id = s.id) as chats
    from chat_sessions s left join learning_tracks t on t.id = s.track_id
    where s.user_id = ${userId} and case when ${sessionId}::uuid is null then t.id is not null
      else s.id = ${sessionId}::uuid end
    order by s.created_at desc`;
}

/** Makes a chat the one a key writes to. */
export async function setActiveChat(userId: string, key: string, chatId: string): Promise<void> {
  await call("set_active_chat", { user_id: userId, key, chat_id: chatId });
}

/** The chat a key writes to: the one switched to, else the session's primary one. */
export async function activeChat(userId: string, key: string): Promise<string | null> {
  const [row] = await db()<{ id: string | null }[]>`
    select coalesce(k.active_chat_id,
      (select id from chats where session_id = k.session_id and is_primary)) as id
    from session_keys k where k.user_id = ${userId} and k.key = ${key}`;
  return row?.id ?? null;
}

// Queries on planning sessions and the keys that name them.
import type { Session, SessionChats } from "@ai-learning/protocol/chat";
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
  session_id: string | null;
  /** The session a key left because a track was named, if it did. */
  moved_from: string | null;
}

/** What a key names; see `resolve_session`. Raises track_not_found, session_mismatch. */
export async function resolve(
  userId: string,
  key: string,
  by: { trackId?: string | null; hint?: string | null; make: boolean },
): Promise<Resolved> {
  const [row] = await db()<Resolved[]>`
    select session_id, moved_from from resolve_session(${userId}, ${key}, ${by.trackId ?? null},
      ${by.hint ?? null}, ${newId()}, ${newId()}, ${by.make})`;
  return row ?? { session_id: null, moved_from: null };
}

/** As `resolve` for a sign-in that is checked by the same statement; undefined when it is over. */
export async function open(
  userId: string,
  version: number,
  key: string,
): Promise<{ session_id: string } | undefined> {
  const [row] = await db()<{ session_id: string }[]>`
    with caller as materialized (
      update users set last_seen_at = now()
      where id = ${userId} and token_version = ${version} and is_active returning id
    )
    select r.session_id from caller,
      lateral resolve_session(caller.id, ${key}, null, null, ${newId()}, ${newId()}, true) r`;
  return row;
}

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
  return await db().begin(async (sql) => {
    const [made] = await sql<{ id: string | null }[]>`
      select planning_session(${userId}, ${trackId}, ${newId()}, ${newId()}) as id`;
    const [row] = await sql<SessionRow[]>`
      update chat_sessions set session_name = ${name}, updated_at = now()
      where id = ${made?.id ?? null} and user_id = ${userId} returning *`;
    return row;
  });
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
  await db()`
    update session_keys set active_chat_id = ${chatId} where user_id = ${userId} and key = ${key}`;
}

/** The chat a key writes to: the one switched to, else the session's primary one. */
export async function activeChat(userId: string, key: string): Promise<string | null> {
  const [row] = await db()<{ id: string | null }[]>`
    select coalesce(k.active_chat_id,
      (select id from chats where session_id = k.session_id and is_primary)) as id
    from session_keys k where k.user_id = ${userId} and k.key = ${key}`;
  return row?.id ?? null;
}

// Queries on tracks; every one names the owner.
import type { CourseModule, Track, TrackChange } from "@ai-learning/protocol/track";
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";
import type { Claims } from "../auth/token.ts";

export interface TrackRow {
  id: string;
  user_id: string;
  title: string;
  title_source: Track["title_source"];
  description: string;
  skill_area: string;
  difficulty_level: Track["difficulty_level"];
  estimated_duration_hours: number | null;
  status: Track["status"];
  user_expectations: string;
  ai_generated_plan: unknown;
  created_at: string;
  updated_at: string;
  session_id: string;
  chat_id: string;
  modules: CourseModule[];
}

/** Modules in force of one track, in their public shape, as JSON. */
const modulesOf = (sql: ReturnType<typeof db>) => sql`
  (select coalesce(jsonb_agg(module_json(m) order by m.module_number), '[]')
   from course_modules m where m.track_id = t.id and m.archived_at is null) as modules`;

const columns = (sql: ReturnType<typeof db>) => sql`
  t.*, s.id as session_id,
  (select c.id from chats c where c.session_id = s.id and c.is_primary) as chat_id,
  ${modulesOf(sql)}`;

/**
 * The user's tracks, newest first. The sign-in is checked by the same statement, so that a list
 * is one round trip: undefined when it is over.
 */
export async function list(claims: Claims): Promise<TrackRow[] | undefined> {
  const sql = db();
  const rows = await sql<(TrackRow | { id: null })[]>`
    select ${columns(sql)} from users u
    left join learning_tracks t on t.user_id = u.id
    left join chat_sessions s on s.track_id = t.id
    where u.id = ${claims.userId} and u.token_version = ${claims.version} and u.is_active
    order by t.created_at desc`;
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is TrackRow => row.id !== null);
}

export async function get(userId: string, id: string): Promise<TrackRow | undefined> {
  const sql = db();
  const [row] = await sql<TrackRow[]>`
    select ${columns(sql)} from learning_tracks t
    left join chat_sessions s on s.track_id = t.id
    where t.id = ${id} and t.user_id = ${userId}`;
  return row;
}

export interface NewTrack {
  readonly title: string;
  readonly title_source: Track["title_source"];
  readonly description: string;
  readonly skill_area: string;
  readonly difficulty_level: Track["difficulty_level"];
  readonly estimated_duration_hours: number;
  readonly user_expectations: string;
}

/** Inserts a track with its planning session and primary chat, in one transaction. */
export async function insert(userId: string, track: NewTrack): Promise<string> {
  const { track_id } = await call<{ track_id: string }>("create_track", {
    user_id: userId,
    track_id: newId(),
    new_session_id: newId(),
    new_chat_id: newId(),
    track,
  });
  return track_id;
}

export async function update(userId: string, id: string, change: TrackChange): Promise<boolean> {
  const sql = db();
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries([...given, ["updated_at", new Date().toISOString()]]);
  const rows = await sql`
    update learning_tracks set ${sql(set)}, title_source = case
      when title <> ${change.title ?? null} then 'learner' else title_source end
    where id = ${id} and user_id = ${userId}`;
  return rows.count > 0;
}

/** Deletes a track; sessions, chats, messages, modules, lessons and homework go with it. */
export async function remove(userId: string, id: string): Promise<boolean> {
  const { outcome } = await call<{ outcome: string }>("delete_track", {
    user_id: userId,
    track_id: id,
  });
  return outcome === "deleted";
}

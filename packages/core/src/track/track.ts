// Learning tracks: what somebody wants to learn, and the modules it became.
import type { Track, TrackChange, TrackDraft } from "@ai-learning/protocol/track";
import { problem } from "../error.ts";
import type { Claims } from "../auth/token.ts";
import * as Rows from "./track.sql.ts";

/** Per cent of the hours of its modules. */
function progress(modules: Track["modules"]): number {
  const hours = modules.reduce((sum, one) => sum + one.estimated_duration_hours, 0);
  const done = modules.reduce((sum, one) => sum + one.hours_done, 0);
  return hours === 0 ? 0 : Math.round((100 * done) / hours);
}

function show(row: Rows.TrackRow): Track {
  return {
    id: row.id,
    title: row.title,
    title_source: row.title_source,
    description: row.description,
    skill_area: row.skill_area,
    difficulty_level: row.difficulty_level,
    estimated_duration_hours: row.estimated_duration_hours ?? 0,
    status: row.status,
    user_expectations: row.user_expectations,
    ai_generated_plan: row.ai_generated_plan ?? null,
    modules: row.modules,
    progress: progress(row.modules),
    session_id: row.session_id,
    chat_id: row.chat_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** All tracks of the signed-in user, newest first. Throws `invalid_token` when the sign-in is over. */
export async function list(claims: Claims): Promise<Track[]> {
  const rows = await Rows.list(claims);
  if (rows === undefined) throw problem("invalid_token");
  return rows.map(show);
}

/** One track of the user. Throws `track_not_found`. */
export async function get(userId: string, id: string): Promise<Track> {
  const row = await Rows.get(userId, id);
  if (row === undefined) throw problem("track_not_found");
  return show(row);
}

/** Makes a track with its planning session and primary chat. */
export async function create(userId: string, draft: TrackDraft): Promise<Track> {
  const id = await Rows.insert(userId, {
    title: draft.title,
    title_source: draft.title_is_wish ? "wish" : "learner",
    description: draft.description ?? "",
    skill_area: draft.skill_area?.trim() || draft.title,
    difficulty_level: draft.difficulty_level,
    estimated_duration_hours: draft.estimated_duration_hours,
    user_expectations: draft.user_expectations ?? "",
  });
  return get(userId, id);
}

/** Changes the fields given. Throws `track_not_found`. */
export async function update(userId: string, id: string, change: TrackChange): Promise<Track> {
  if (!(await Rows.update(userId, id, change))) throw problem("track_not_found");
  return get(userId, id);
}

/** Deletes a track with everything under it. Throws `track_not_found`. */
export async function remove(userId: string, id: string): Promise<void> {
  if (!(await Rows.remove(userId, id))) throw problem("track_not_found");
}

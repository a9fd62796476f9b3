// What a track's modules were from one finalisation to the next, and the ways back.
import type { TrackRevisions } from "@ai-learning/protocol/revision";
import type { Track } from "@ai-learning/protocol/track";
import { problem } from "../error.ts";
import * as Rows from "./revision.sql.ts";
import * as Tracks from "./track.ts";

/** The newest revisions and the archived modules. Throws `track_not_found`. */
export async function list(userId: string, trackId: string): Promise<TrackRevisions> {
  const found = await Rows.list(userId, trackId);
  if (found.outcome !== "found") throw problem(found.outcome);
  const { outcome: _, ...revisions } = found;
  return revisions;
}

/**
 * Takes the newest revision back, which has to be the one named: its modules are archived, those before it are in force
 * again with their progress. An undo can be undone.
 * Throws `track_not_found`, `plan_changed`, `nothing_to_undo`.
 */
export async function undo(userId: string, trackId: string, revision: number): Promise<Track> {
  const { outcome } = await Rows.undo(userId, trackId, revision);
  if (outcome !== "undone") throw problem(outcome);
  return Tracks.get(userId, trackId);
}

/**
 * Brings an archived module back, as the last of its track, with its progress.
 * Throws `track_not_found`, `module_not_found`, `too_many_modules`.
 */
export async function restoreModule(
  userId: string,
  trackId: string,
  moduleId: string,
): Promise<Track> {
  const { outcome } = await Rows.restore(userId, trackId, moduleId);
  if (outcome !== "restored") throw problem(outcome);
  return Tracks.get(userId, trackId);
}

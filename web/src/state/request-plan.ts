// Requests a track's first plan.
import type { Track } from "@ai-learning/protocol/track";
import { call } from "../api.ts";

/** Resolves when the request is accepted. A repeat gives the same plan. Throws `ApiError`. */
export async function requestPlan(track: Track): Promise<void> {
  await call("welcome", {
    headers: { Prefer: "respond-async" },
    body: {
      session_id: track.session_id,
      track_id: track.id,
      skill_area: track.skill_area,
      user_expectations: track.user_expectations,
      difficulty_level: track.difficulty_level,
      duration_hours: track.estimated_duration_hours,
    },
  });
}

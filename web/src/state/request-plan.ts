// Asking the mentor for a track's first plan.
import type { Track } from "@ai-learning/protocol/track";
import { call } from "../api.ts";

/** Comes back as soon as the wish is accepted. Asked again, it is the same plan. Throws `ApiError`. */
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

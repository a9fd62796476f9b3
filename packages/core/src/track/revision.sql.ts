// Revisions of a track's modules; every statement names the owner.
import { limits } from "@ai-learning/protocol/limits";
import type { TrackRevisions } from "@ai-learning/protocol/revision";
import { call } from "../adapters/call.ts";

export const list = (
  userId: string,
  trackId: string,
): Promise<{ outcome: "track_not_found" } | ({ outcome: "found" } & TrackRevisions)> =>
  call("read_revisions", { user_id: userId, track_id: trackId });

export const undo = (
  userId: string,
  trackId: string,
  revision: number,
): Promise<{ outcome: "undone" | "track_not_found" | "plan_changed" | "nothing_to_undo" }> =>
  call("undo_revision", { user_id: userId, track_id: trackId, revision });

export const restore = (
  userId: string,
  trackId: string,
  moduleId: string,
): Promise<{
  outcome: "restored" | "track_not_found" | "module_not_found" | "too_many_modules";
}> =>
  call("restore_module", {
    user_id: userId,
    track_id: trackId,
    module_id: moduleId,
    max_modules: limits.planModules,
  });

// Learning tracks.
import * as Revisions from "@ai-learning/core/track/revision";
import * as Tracks from "@ai-learning/core/track/track";
import { serve } from "./app.ts";

export const handler = serve("tracks", {
  listTracks: async ({ claims }) => ({ body: await Tracks.list(claims) }),
  createTrack: async ({ user, body }) => ({ body: await Tracks.create(user.id, body) }),
  getTrack: async ({ user, params }) => ({ body: await Tracks.get(user.id, params.id) }),
  updateTrack: async ({ user, params, body }) => ({
    body: await Tracks.update(user.id, params.id, body),
  }),
  listRevisions: async ({ user, params }) => ({ body: await Revisions.list(user.id, params.id) }),
  undoRevision: async ({ user, params, body }) => ({
    body: await Revisions.undo(user.id, params.id, body.revision),
  }),
  restoreModule: async ({ user, params }) => ({
    body: await Revisions.restoreModule(user.id, params.id, params.module_id),
  }),
  deleteTrack: async ({ user, params }) => {
    await Tracks.remove(user.id, params.id);
    return { body: { success: true, message: "Track deleted successfully" } };
  },
});

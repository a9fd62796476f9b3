// Learning tracks.
import * as Tracks from "@ai-learning/core/track/track";
import { serve } from "./app.ts";

export const handler = serve("tracks", {
  listTracks: async ({ claims }) => ({ body: await Tracks.list(claims) }),
  createTrack: async ({ user, body }) => ({ body: await Tracks.create(user.id, body) }),
  getTrack: async ({ user, params }) => ({ body: await Tracks.get(user.id, params.id) }),
  updateTrack: async ({ user, params, body }) => ({
    body: await Tracks.update(user.id, params.id, body),
  }),
  deleteTrack: async ({ user, params }) => {
    await Tracks.remove(user.id, params.id);
    return { body: { success: true, message: "Track deleted successfully" } };
  },
});

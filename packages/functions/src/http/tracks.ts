// Learning tracks, and the calendar of what is to be learned.
import * as Calendar from "@ai-learning/core/calendar/calendar";
import { trackMarkdown } from "@ai-learning/core/takeaway/track";
import * as Revisions from "@ai-learning/core/track/revision";
import * as Tracks from "@ai-learning/core/track/track";
import { routes } from "@ai-learning/protocol/http";
import { attachment } from "../attachment.ts";
import { serve, type Handlers } from "./app.ts";

const handlers: Handlers<"tracks"> = {
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
  trackMarkdown: async ({ user, params }) => {
    const track = await Tracks.get(user.id, params.id);
    return { body: trackMarkdown(track, user.locale), headers: attachment(track.title, "md") };
  },

  calendar: async ({ user }) => ({ body: await Calendar.read(user.id) }),
  saveCalendar: async ({ user, body }) => ({ body: await Calendar.save(user.id, body) }),
  downloadCalendar: async ({ user }) => ({
    body: await Calendar.file(user.id),
    headers: attachment("ai-learning", "ics"),
  }),
  makeCalendarFeed: async ({ user }) => ({ body: await Calendar.makeFeed(user.id) }),
  revokeCalendarFeed: async ({ user }) => {
    await Calendar.revokeFeed(user.id);
    return { body: { success: true, message: "The calendar's address was revoked" } };
  },
  calendarFeed: async ({ params }) => ({ body: await Calendar.feed(params.token) }),
};

export const handler = serve("tracks", handlers, routes);

// Rows of the HTTP contract about plans: one edited by hand, and what a track's modules were before.
import * as z from "zod";
import { id } from "./id.ts";
import { paths } from "./paths.ts";
import * as planEdit from "./plan-edit.ts";
import * as revision from "./revision.ts";
import { defineRoutes } from "./route.ts";
import { track } from "./track.ts";

const trackId = z.object({ id: id.describe("track") });
const chatId = z.object({ id: id.describe("chat") });
const moduleOfTrack = z.object({ id: id.describe("track"), module_id: id.describe("module") });

export const planRoutes = defineRoutes({
  listRevisions: {
    ...paths.listRevisions,
    owner: "tracks",
    auth: "required",
    tag: "tracks",
    summary: "What the modules of a track were, revision by revision, and those not in force",
    params: trackId,
    response: revision.trackRevisions,
    errors: ["invalid_id", "track_not_found"],
  },
  undoRevision: {
    ...paths.undoRevision,
    owner: "tracks",
    auth: "required",
    tag: "tracks",
    summary: "Take the newest revision back: the modules before it are in force again",
    params: trackId,
    body: revision.undoBody,
    response: track,
    errors: ["invalid_id", "track_not_found", "plan_changed", "nothing_to_undo"],
  },
  restoreModule: {
    ...paths.restoreModule,
    owner: "tracks",
    auth: "required",
    tag: "tracks",
    summary: "Bring an archived module back, as the last one, with its progress",
    params: moduleOfTrack,
    response: track,
    errors: ["invalid_id", "track_not_found", "module_not_found", "too_many_modules"],
  },
  savePlan: {
    ...paths.savePlan,
    owner: "chat",
    auth: "required",
    tag: "chat",
    summary: "Save a plan edited by hand as a message of the learner; no model is asked",
    params: chatId,
    body: planEdit.planEdit,
    response: planEdit.planSaved,
    errors: [
      "invalid_id",
      "invalid_choice",
      "chat_not_found",
      "plan_changed",
      "turn_in_progress",
      "message_id_reused",
    ],
  },
});

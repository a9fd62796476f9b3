// The modules that a track had, one finalisation after the other.
import * as z from "zod";
import { courseModule } from "./track.ts";

export const revisionSources = ["model", "plan", "undo", "restore"] as const;

export const planRevision = z.object({
  number: z.int().describe("from 1"),
  base: z.int().nullable().describe("the revision that was in force before; null: none was"),
  source: z
    .enum(revisionSources)
    .describe("made by a model, of the plan on screen, by undo, or by bringing a module back"),
  modules: z.array(
    z.object({ id: z.string(), title: z.string(), estimated_duration_hours: z.int() }),
  ),
  created_at: z.string(),
});
export type PlanRevision = z.infer<typeof planRevision>;

export const archivedModule = courseModule.extend({ archived_at: z.string() });
export type ArchivedModule = z.infer<typeof archivedModule>;

export const trackRevisions = z.object({
  revisions: z.array(planRevision).describe("the newest 50, newest first"),
  can_undo: z.boolean().describe("the newest one has one before it"),
  archived: z.array(archivedModule).describe("modules not in force, last archived first"),
});
export type TrackRevisions = z.infer<typeof trackRevisions>;

/** Takes the newest revision back. */
export const undoBody = z.object({
  revision: z.int().min(1).describe("the newest one, as it was on screen"),
});

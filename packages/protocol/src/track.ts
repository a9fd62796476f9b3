// Learning tracks and their modules.
import * as z from "zod";
import { limits } from "./limits.ts";
import { choice, line, text } from "./text.ts";

export const difficultyLevels = ["beginner", "intermediate", "advanced"] as const;
export const trackStatuses = ["planning", "active", "completed", "paused"] as const;
export const moduleStatuses = ["not_started", "in_progress", "completed", "paused"] as const;

export const difficultyLevel = choice(
  difficultyLevels,
  "Invalid difficulty level. Must be: beginner, intermediate, or advanced",
);
const trackStatus = choice(
  trackStatuses,
  "Invalid status. Must be: planning, active, completed, or paused",
);

/** Where a track's title comes from: the wish it was started with, its plan, or the learner. */
export const titleSources = ["wish", "plan", "learner"] as const;

export const hours = z
  .int({ error: "must be a whole number of hours" })
  .min(1, { error: "must be at least 1 hour" })
  .max(limits.maxHours, { error: `must be at most ${limits.maxHours} hours` });

export const courseModule = z.object({
  id: z.string(),
  module_number: z.int(),
  title: z.string(),
  description: z.string(),
  learning_objectives: z.array(z.string()),
  estimated_duration_hours: z.int(),
  status: z.enum(moduleStatuses),
  ai_generated_content: z.unknown(),
  lessons_total: z.int().describe("0: they are not planned yet"),
  lessons_done: z.int(),
  hours_done: z.number().describe("of its hours, those of lessons done; of a completed one, all"),
  created_at: z.string(),
  updated_at: z.string(),
});
export type CourseModule = z.infer<typeof courseModule>;

export const track = z.object({
  id: z.string(),
  title: z.string(),
  title_source: z
    .enum(titleSources)
    .describe("a title out of a wish or a plan follows the plan; the learner's own stays"),
  description: z.string(),
  skill_area: z.string(),
  difficulty_level: z.enum(difficultyLevels),
  estimated_duration_hours: z.int(),
  status: z.enum(trackStatuses),
  user_expectations: z.string(),
  ai_generated_plan: z.unknown(),
  modules: z.array(courseModule),
  progress: z.int().describe("per cent of the hours done"),
  session_id: z.string().describe("the planning session"),
  chat_id: z.string().describe("the primary planning chat"),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Track = z.infer<typeof track>;

const fields = {
  title: line(limits.titleChars),
  description: text(limits.descriptionChars),
  skill_area: text(limits.titleChars),
  difficulty_level: difficultyLevel,
  estimated_duration_hours: hours,
  user_expectations: text(limits.expectationsChars),
};

export const trackDraft = z.object({
  ...fields,
  description: fields.description.nullish(),
  skill_area: fields.skill_area.nullish(),
  user_expectations: fields.user_expectations.nullish(),
  title_is_wish: z
    .boolean()
    .optional()
    .describe("the title is the learner's wish: the plan's takes its place"),
});
export type TrackDraft = z.infer<typeof trackDraft>;

export const trackChange = z.object({ ...fields, status: trackStatus }).partial();
export type TrackChange = z.infer<typeof trackChange>;

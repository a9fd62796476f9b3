// When a user studies, the sessions that come of it, and the private address of the calendar.
import * as z from "zod";

/** Characters of the longest name of a time zone that is stored. */
const zoneChars = 64;

/** True for a name of the IANA database that this engine knows; offsets such as "+03:00" know no summer time. */
export function isTimeZone(name: string): boolean {
  if (name.length > zoneChars || !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const minutesPerDay = { min: 10, max: 480 } as const;

export const studySettings = z.object({
  time_zone: z
    .string()
    .refine(isTimeZone, { error: "must be a time zone of the IANA database, like Europe/Berlin" }),
  study_days: z
    .array(
      z
        .int({ error: "must be a weekday from 1, Monday, to 7, Sunday" })
        .min(1, { error: "must be a weekday from 1, Monday, to 7, Sunday" })
        .max(7, { error: "must be a weekday from 1, Monday, to 7, Sunday" }),
    )
    .min(1, { error: "must name at least one day" })
    .max(7, { error: "must name at most seven days" })
    .refine((days) => new Set(days).size === days.length, { error: "must name a day only once" })
    .transform((days) => days.toSorted((a, b) => a - b))
    .describe("ISO weekdays: 1 is Monday"),
  minutes_per_day: z
    .int({ error: "must be a whole number of minutes" })
    .min(minutesPerDay.min, { error: `must be at least ${minutesPerDay.min} minutes` })
    .max(minutesPerDay.max, { error: `must be at most ${minutesPerDay.max} minutes` }),
  study_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of day like 19:00" })
    .describe("when a study day's sessions begin, in the time zone"),
});
export type StudySettings = z.infer<typeof studySettings>;

/** Some of a day's time for one module. */
export const studySession = z.object({
  track_id: z.string(),
  track_title: z.string(),
  module_id: z.string(),
  module_number: z.int(),
  module_title: z.string(),
  part: z.int().describe("which of the module's sessions this is, from 1"),
  starts_at: z.string(),
  ends_at: z.string(),
  minutes: z.int(),
});
export type StudySession = z.infer<typeof studySession>;

export const calendar = z.object({
  settings: studySettings,
  is_set: z.boolean().describe("false: nobody chose these settings yet"),
  sessions: z.array(studySession).describe("of the coming four weeks, in order"),
  minutes_left: z.int().describe("of all modules that are still to be learned"),
  feed_created_at: z.string().nullable().describe("null: the calendar has no address"),
});
export type Calendar = z.infer<typeof calendar>;

export const calendarFeed = z.object({
  url: z.string().describe("for a calendar to subscribe to; it is shown only here"),
  created_at: z.string(),
});

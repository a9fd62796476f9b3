// A user's study calendar: when they study, the sessions that come of it, and its private address.
import type { Calendar, StudySettings } from "@ai-learning/protocol/calendar";
import { paths } from "@ai-learning/protocol/paths";
import { createHash, randomBytes } from "node:crypto";
import * as config from "../config.ts";
import { problem } from "../error.ts";
import * as Rows from "./calendar.sql.ts";
import { icsOf } from "./ics.ts";
import { planSessions } from "./sessions.ts";

/** Until a learner chooses; the columns' own defaults. */
const defaults: StudySettings = {
  time_zone: "UTC",
  study_days: [1, 2, 3, 4, 5],
  minutes_per_day: 60,
  study_time: "19:00",
};

const hash = (token: string): Buffer => createHash("sha256").update(token).digest();

function found(row: Rows.CalendarRow | undefined): Rows.CalendarRow {
  if (row === undefined) throw problem("invalid_token");
  return row;
}

const planOf = (row: Rows.CalendarRow, now: Date) =>
  planSessions(row.tracks, row.settings ?? defaults, now);

function show(row: Rows.CalendarRow): Calendar {
  const { sessions, minutesLeft } = planOf(row, new Date());
  return {
    settings: row.settings ?? defaults,
    is_set: row.settings !== null,
    sessions: [...sessions],
    minutes_left: minutesLeft,
    feed_created_at: row.feed_created_at,
  };
}

function fileOf(row: Rows.CalendarRow): string {
  const { sessions, movedAt } = planOf(row, new Date());
  const changedAt = new Date(Math.max(movedAt.getTime(), Date.parse(row.changed_at)));
  const site = config.publicUrl().replace(/\/+$/, "");
  return icsOf({ sessions, locale: row.locale, changedAt, site });
}

/** Settings, sessions, and whether the calendar has an address. */
export const read = async (userId: string): Promise<Calendar> =>
  show(found(await Rows.read(userId)));

/** Stores when the user studies. */
export const save = async (userId: string, settings: StudySettings): Promise<Calendar> =>
  show(found(await Rows.save(userId, settings)));

/** The user's sessions as an iCalendar file. */
export const file = async (userId: string): Promise<string> =>
  fileOf(found(await Rows.read(userId)));

/**
 * Gives the calendar a new address; the one before ends. Only its hash is stored, so that a copy of the database opens
 * nobody's calendar.
 */
export async function makeFeed(userId: string): Promise<{ url: string; created_at: string }> {
  const token = randomBytes(32).toString("base64url");
  const row = found(await Rows.makeFeed(userId, hash(token)));
  const path = paths.calendarFeed.path.replace(":token", `${token}.ics`);
  return {
    url: new URL(path, config.publicUrl()).href,
    created_at: row.feed_created_at ?? new Date().toISOString(),
  };
}

/** Ends the calendar's address, if it has one. */
export const revokeFeed = async (userId: string): Promise<void> => {
  await Rows.revokeFeed(userId);
};

/** The file behind an address. Throws `feed_not_found`, alike for every address that leads nowhere. */
export async function feed(name: string): Promise<string> {
  const token = /^([A-Za-z0-9_-]{43})\.ics$/.exec(name)?.[1];
  const row = token === undefined ? undefined : await Rows.ofFeed(hash(token));
  if (row === undefined) throw problem("feed_not_found");
  return fileOf(row);
}

// Queries on study settings, what is to be learned, and the addresses of calendars.
import type { StudySettings } from "@ai-learning/protocol/calendar";
import type { Locale } from "@ai-learning/protocol/user";
import { call } from "../adapters/call.ts";
import type { StudyTrack } from "./sessions.ts";

export interface CalendarRow {
  readonly settings: StudySettings | null;
  readonly feed_created_at: string | null;
  readonly locale: Locale;
  readonly tracks: readonly StudyTrack[];
  readonly changed_at: string;
}

type Found = { readonly outcome: "found" } & CalendarRow;
type Answer = Found | { readonly outcome: "no_user" | "feed_not_found" };

/** What a function answers of a calendar; undefined: it is refused. */
async function rowOf(name: string, input: object): Promise<CalendarRow | undefined> {
  const answer = await call<Answer>(name, input);
  return answer.outcome === "found" ? answer : undefined;
}

export const read = (userId: string): Promise<CalendarRow | undefined> =>
  rowOf("read_calendar", { user_id: userId });

export const save = (userId: string, settings: StudySettings): Promise<CalendarRow | undefined> =>
  rowOf("save_calendar", { user_id: userId, settings });

export const ofFeed = (hash: Buffer): Promise<CalendarRow | undefined> =>
  rowOf("read_calendar_feed", { token_hash: hash.toString("hex") });

export const makeFeed = (userId: string, hash: Buffer): Promise<CalendarRow | undefined> =>
  rowOf("make_calendar_feed", { user_id: userId, token_hash: hash.toString("hex") });

export const revokeFeed = (userId: string): Promise<unknown> =>
  call("revoke_calendar_feed", { user_id: userId });

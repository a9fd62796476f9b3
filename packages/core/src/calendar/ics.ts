// A study plan as an iCalendar file (RFC 5545).
import type { StudySession } from "@ai-learning/protocol/calendar";
import type { Locale } from "@ai-learning/protocol/user";
import ical, { ICalCalendarMethod } from "ical-generator";

const words = {
  en: {
    name: "Study sessions",
    module: (number: number, title: string) => `Module ${number}: ${title}`,
    part: (part: number) => `part ${part}`,
  },
  ru: {
    name: "Занятия",
    module: (number: number, title: string) => `Модуль ${number}. ${title}`,
    part: (part: number) => `часть ${part}`,
  },
} as const;

/** How often subscribers should look: what changes, changes by the day. */
const refreshSeconds = 4 * 3600;

/** Revisions count from here, in seconds, so that they fit the integer that iCalendar gives them. */
const firstRevision = Date.UTC(2026, 0, 1);

export interface CalendarFile {
  readonly sessions: readonly StudySession[];
  readonly locale: Locale;
  /** When the plan last came to be as it is. */
  readonly changedAt: Date;
  /** Where the site is, without a slash at the end. */
  readonly site: string;
}

/**
 * The file. A session is named by its module and its number among the module's sessions: a changed plan moves it, where a
 * name made of its time would double it. The same plan gives the same file to the byte; a changed one counts `SEQUENCE` up.
 */
export function icsOf({ sessions, locale, changedAt, site }: CalendarFile): string {
  const say = words[locale];
  const sequence = Math.max(0, Math.floor((changedAt.getTime() - firstRevision) / 1000));
  return ical({
    name: say.name,
    prodId: { company: "AI Learning", product: "Study sessions", language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
    events: sessions.map((one) => ({
      id: `${one.module_id}.${one.part}@ai-learning`,
      start: new Date(one.starts_at),
      end: new Date(one.ends_at),
      stamp: changedAt,
      lastModified: changedAt,
      sequence,
      summary: `${say.module(one.module_number, one.module_title)}${
        one.part === 1 ? "" : ` (${say.part(one.part)})`
      }`,
      description: one.track_title,
      url: `${site}/tracks/${one.track_id}`,
    })),
  }).toString();
}

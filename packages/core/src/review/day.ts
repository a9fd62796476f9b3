// The learner's days: a day begins some hours after midnight, in the learner's time zone. Days are dates like
// "2026-11-29"; arithmetic on them knows no zone.
import { DateTime } from "luxon";

/** A date like "2026-11-29". Dates compare as text does. */
export type Day = string;

export interface DaySettings {
  /** A name of the IANA database. */
  readonly timeZone: string;
  /** Hours after midnight at which a learner's day begins. */
  readonly dayStart: number;
}

export const defaultDayStart = 4;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * The learner's day of a moment: the date, in the zone, of the moment so many hours earlier. Where clocks change the
 * day begins an hour sooner or later, but days never overlap and none is left out.
 */
export function learnerDay(at: Date, { timeZone, dayStart }: DaySettings): Day {
  const shifted = DateTime.fromMillis(at.getTime() - dayStart * hourMs, { zone: timeZone });
  const day = shifted.toISODate();
  if (day === null) throw new RangeError(`no day of ${timeZone}`);
  return day;
}

/** Noon of a day in UTC, which is what `ts-fsrs` is told: it counts dates of UTC. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** Whole days from one day to another; below zero when the other is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / dayMs);

export const addDays = (day: Day, days: number): Day =>
  new Date(noonOf(day).getTime() + days * dayMs).toISOString().slice(0, 10);

/** The later of two days. */
export const laterOf = (one: Day, other: Day): Day => (one > other ? one : other);

// When people sign up and when they learn: growth over the year, days of the week, hours of the day.
import type { Random } from "./random.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Times of the generated data, milliseconds since 1970. */
export interface Range {
  readonly from: number;
  /** Nothing begins at this moment or later. */
  readonly to: number;
}

/** How much busier the last day is than the first, less one. */
const growth = 3;

/** When the given share (0 to 1) of all users had signed up. */
export function signUpAt(share: number, { from, to }: Range): number {
  const passed = (Math.sqrt(1 + 2 * growth * (1 + growth / 2) * share) - 1) / growth;
  return from + passed * (to - from);
}

/** How busy an hour of the learner's own day is, from midnight. */
const hours = [
  2, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 5, 6, 6, 5.5, 5, 5, 5.5, 6, 6, 6.5, 8, 10, 11, 10, 7, 4,
] as const;
const total = hours.reduce((sum, weight) => sum + weight, 0);

/** A time of the learner's own day, milliseconds since midnight. */
export function timeOfDay(random: Random): number {
  let left = random.next() * total;
  for (const [at, weight] of hours.entries()) {
    if (left < weight) return (at + left / weight) * hour;
    left -= weight;
  }
  return 20 * hour;
}

/** Whether the learner rather waits until Monday. */
const skipsWeekend = 0.45;

/**
 * When a learner comes back after a moment: some days later, at a time of day that suits.
 *
 * @param gap days between two visits on average
 * @param offset of the learner's time zone, hours east of Greenwich
 */
export function nextVisit(random: Random, after: number, gap: number, offset: number): number {
  const local = after + offset * hour;
  const days = -Math.log(1 - random.next()) * gap;
  let midnight = Math.floor((local + days * day) / day) * day;
  const weekday = new Date(midnight).getUTCDay();
  if ((weekday === 0 || weekday === 6) && random.is(skipsWeekend)) {
    midnight += (weekday === 6 ? 2 : 1) * day;
  }
  const at = midnight + timeOfDay(random);
  // The same day, if that hour is still to come.
  return Math.round((at > local + hour ? at : at + day) - offset * hour);
}

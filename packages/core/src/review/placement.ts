// Which of the days near a card's interval gets it: the one with the fewest reviews, so that no day is heavy because of
// one long evening weeks ago.
import { get_fuzz_range } from "ts-fsrs";
import { addDays, type Day } from "./day.ts";
import { maxInterval, type Moved } from "./memory.ts";

/** How many cards of the learner are due on each day. */
export type Load = ReadonlyMap<Day, number>;

/** Intervals below this stay as they are: a day more would be half as much again. */
const minInterval = 2.5;

/** The days a card may be due on, by days after its last: FSRS's own range of fuzz. */
export function fuzzRange(interval: number, elapsed: number): { first: number; last: number } {
  if (interval < minInterval) return { first: interval, last: interval };
  const { min_ivl: first, max_ivl: last } = get_fuzz_range(interval, elapsed, maxInterval);
  return { first: Math.min(first, interval), last: Math.max(last, interval) };
}

/** The least loaded day of a card's range; of equal ones the nearest to its interval, then the earlier. */
export function placed(
  { memory, interval, elapsed }: Pick<Moved, "memory" | "interval" | "elapsed">,
  load: Load,
): Day {
  const { first, last } = fuzzRange(interval, elapsed);
  const weigh = (days: number) => ({
    day: addDays(memory.lastDay, days),
    load: load.get(addDays(memory.lastDay, days)) ?? 0,
    off: Math.abs(days - interval),
  });
  let best = weigh(first);
  for (let days = first + 1; days <= last; days += 1) {
    const other = weigh(days);
    if (other.load < best.load || (other.load === best.load && other.off < best.off)) best = other;
  }
  return best.day;
}

/** How many cards are due on each day. */
export function loadOf(dueDays: Iterable<Day>): Map<Day, number> {
  const load = new Map<Day, number>();
  for (const day of dueDays) load.set(day, (load.get(day) ?? 0) + 1);
  return load;
}

// A card's state as a fold of `next` over its responses: whatever is voided, merged or replayed, the log alone decides.
import { daysBetween, type Day } from "./day.ts";
import { next, type Memory } from "./memory.ts";
import { fuzzRange } from "./placement.ts";
import type { Rating } from "./rating.ts";

export interface LoggedResponse {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly day: Day;
  /** Null while it is ungraded. */
  readonly rating: Rating | null;
  /** False for a second response of a day, and for a miss that came back at a session's end. */
  readonly counts: boolean;
  readonly isVoid: boolean;
  /** The day that was chosen for the next review when the response was taken; null when none was. */
  readonly placedDay: Day | null;
}

type Counting = LoggedResponse & { readonly rating: Rating };

const isCounting = (one: LoggedResponse): one is Counting =>
  one.counts && !one.isVoid && one.rating !== null;

const inOrder = (one: LoggedResponse, other: LoggedResponse): number =>
  one.at - other.at || (one.id < other.id ? -1 : 1);

/** The responses that move a card, in order: the first counting one of each learner-day. */
export function movingOf(responses: readonly LoggedResponse[]): Counting[] {
  const days = new Set<Day>();
  return responses
    .filter(isCounting)
    .toSorted(inOrder)
    .filter(({ day }) => {
      if (days.has(day)) return false;
      days.add(day);
      return true;
    });
}

/**
 * A card's state after its responses, in any order; null when none moves it. The day chosen for a review is kept while
 * it is one of the days the card might be due on; a response that was voided before it may have changed those.
 */
export function replay(
  responses: readonly LoggedResponse[],
  desiredRetention: number,
): Memory | null {
  let memory: Memory | null = null;
  for (const { placedDay, ...step } of movingOf(responses)) {
    const moved = next(memory, step, desiredRetention);
    const { first, last } = fuzzRange(moved.interval, moved.elapsed);
    const chosen = placedDay === null ? -1 : daysBetween(moved.memory.lastDay, placedDay);
    const isKept = placedDay !== null && first <= chosen && chosen <= last;
    memory = isKept ? { ...moved.memory, dueDay: placedDay } : moved.memory;
  }
  return memory;
}

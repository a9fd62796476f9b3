// What is remembered of a card, and what one response makes of it: FSRS-6 by `ts-fsrs`, in its long-term mode.
//
// Two things it does not do for us: it throws on time that runs backwards, and a maximum of 365 days may give 366,
// because its four intervals are kept apart after they were capped. So days and intervals are clamped here.
import { fsrs, Rating as Grade, State, type Card, type FSRS, type Grade as GradeOf } from "ts-fsrs";
import { addDays, daysBetween, laterOf, noonOf, type Day } from "./day.ts";
import type { Rating } from "./rating.ts";

/** The longest interval, in days. */
export const maxInterval = 365;
export const retention = { default: 0.9, min: 0.8, max: 0.95 } as const;
/** So many lapses suspend a card: another explanation helps more than another repetition. */
const lapsesToSuspend = 6;

export interface Memory {
  /** Days after which recall has fallen to 90 %. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly dueDay: Day;
  readonly lastDay: Day;
  readonly reps: number;
  readonly lapses: number;
}

/** A response as it moves a card. */
export interface Step {
  readonly day: Day;
  readonly rating: Rating;
}

export interface Moved {
  readonly memory: Memory;
  /** Days to the next review before any day is chosen among those near it. */
  readonly interval: number;
  /** Days since the last counting response; 0 for a new card. */
  readonly elapsed: number;
  /** What recall was expected to be, 0 to 1; null for a new card. */
  readonly predicted: number | null;
  /** True when this lapse suspends the card. */
  readonly suspends: boolean;
}

const grades: Readonly<Record<Rating, GradeOf>> = {
  again: Grade.Again,
  hard: Grade.Hard,
  good: Grade.Good,
  easy: Grade.Easy,
};

const schedulers = new Map<number, FSRS>();

/** One scheduler for each retention asked for; a setting outside its bounds is taken as the nearest inside. */
function schedulerOf(desired: number): FSRS {
  const asked = Math.min(retention.max, Math.max(retention.min, desired));
  const known = schedulers.get(asked);
  if (known !== undefined) return known;
  const made = fsrs({
    request_retention: asked,
    maximum_interval: maxInterval,
    enable_fuzz: false,
    enable_short_term: false,
  });
  schedulers.set(asked, made);
  return made;
}

function cardOf(memory: Memory | null, day: Day): Card {
  const { stability = 0, difficulty = 0, reps = 0, lapses = 0, dueDay = day } = memory ?? {};
  return {
    due: noonOf(dueDay),
    stability,
    difficulty,
    elapsed_days: 0,
    scheduled_days: memory === null ? 0 : daysBetween(memory.lastDay, memory.dueDay),
    learning_steps: 0,
    reps,
    lapses,
    state: memory === null ? State.New : State.Review,
    ...(memory === null ? {} : { last_review: noonOf(memory.lastDay) }),
  };
}

/** What a card becomes by one counting response; null for a new card. */
export function next(
  memory: Memory | null,
  { day, rating }: Step,
  desiredRetention: number,
): Moved {
  const scheduler = schedulerOf(desiredRetention);
  // A learner who flies west answers "yesterday".
  const on = memory === null ? day : laterOf(day, memory.lastDay);
  const { card } = scheduler.next(cardOf(memory, on), noonOf(on), grades[rating]);
  const interval = Math.min(maxInterval, Math.max(1, card.scheduled_days));
  const isLapse = card.lapses > (memory?.lapses ?? 0);
  return {
    memory: {
      stability: card.stability,
      difficulty: card.difficulty,
      dueDay: addDays(on, interval),
      lastDay: on,
      reps: card.reps,
      lapses: card.lapses,
    },
    interval,
    elapsed: memory === null ? 0 : daysBetween(memory.lastDay, on),
    predicted: memory === null ? null : recallOn(memory, on),
    suspends: isLapse && card.lapses % lapsesToSuspend === 0,
  };
}

/** The chance that a card is recalled on a day, 0 to 1. */
export function recallOn({ stability, lastDay }: Memory, day: Day): number {
  const elapsed = Math.max(0, daysBetween(lastDay, day));
  return schedulerOf(retention.default).forgetting_curve(elapsed, stability);
}

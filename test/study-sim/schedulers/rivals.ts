// The published rules of others, each as its source states it. A right answer is their "good" (or what stands for it), a
// wrong one their "again".
import { schedulerOf, type Rule } from "./scheduler.ts";

/**
 * SM-2 as in Anki's manual, "Deck options" (its defaults without FSRS): learning steps end on the day itself, graduating
 * interval 1 day, starting ease 2.5, 0.2 less after a lapse and never below 1.3, new interval after a lapse 1 day; half
 * of the days it came late are added before the multiplication.
 */
const sm2: Rule<{ readonly interval: number; readonly ease: number }> = {
  name: "SM-2 with Anki's defaults",
  answer: (state, isRight, elapsed) => {
    if (state === null) return { interval: 1, ease: 2.5 };
    const { interval, ease } = state;
    if (!isRight) return { interval: 1, ease: Math.max(1.3, ease - 0.2) };
    const late = Math.max(0, elapsed - interval);
    return { interval: Math.max(interval + 1, Math.round((interval + late / 2) * ease)), ease };
  },
};

/** Leitner's five boxes, doubled intervals: a right answer moves a card one box on, a wrong one back to the first. */
const leitner: Rule<{ readonly box: number }> = {
  name: "Leitner, boxes of 1-2-4-8-16 days",
  answer: (state, isRight) => {
    const box = isRight ? Math.min(4, (state?.box ?? -1) + 1) : 0;
    return { box, interval: 2 ** box };
  },
};

/** A ladder of fixed days: a right answer leads one step on, a wrong one back to the first; the last repeats. */
const steps = [1, 3, 7, 14, 30];
const ladder: Rule<{ readonly step: number }> = {
  name: "Ladder of 1-3-7-14-30 days",
  answer: (state, isRight) => {
    const step = isRight ? Math.min(steps.length - 1, (state?.step ?? -1) + 1) : 0;
    return { step, interval: steps[step] ?? 1 };
  },
};

/**
 * DeepTutor's scheduler (`deeptutor/learning/scheduler.py`, commit b3f2a09) for what is to be remembered: a stability
 * grows 2.7 times by each right answer, 15 % more by each second one in a row, and is halved by a wrong one; the interval
 * is where exp(−t/S) falls to 0.9. When a review really takes place is not read.
 */
const deepTutor: Rule<{ readonly stability: number; readonly row: number }> = {
  name: "DeepTutor (1.6)",
  answer: (state, isRight) => {
    const { stability: before, row: rowBefore } = state ?? { stability: 0.5, row: 0 };
    const row = isRight ? rowBefore + 1 : 0;
    const growth = row >= 2 ? 2.7 * 1.15 : 2.7;
    const stability = isRight ? before * growth : Math.max(0.05, before / 2);
    const days = stability * -Math.log(0.9) * (isRight ? 1 : 0.5);
    return { stability, row: row >= 2 ? 0 : row, interval: Math.max(1, Math.round(days)) };
  },
};

/**
 * The flash cards of Saylor's Moodle assistant (`classes/flashcard_manager.php`, commit 7f0a6de): "easy" gives 4, then 7
 * days, then the interval times an ease that grows by 0.15; "again" brings a card back and takes 0.2 off.
 */
const saylor: Rule<{ readonly interval: number; readonly ease: number; readonly reps: number }> = {
  name: "Saylor's SM-2-lite",
  answer: (state, isRight) => {
    const { interval, ease, reps } = state ?? { interval: 1, ease: 2.5, reps: 0 };
    if (!isRight) return { interval: 1, ease: Math.max(1.3, ease - 0.2), reps: 0 };
    const [first, second] = [4, 7];
    const grown = Math.ceil(Math.max(1, interval) * (ease + 0.3));
    return {
      interval: reps === 0 ? first : reps === 1 ? second : grown,
      ease: ease + 0.15,
      reps: reps + 1,
    };
  },
};

export const rivals = [
  schedulerOf(sm2),
  schedulerOf(leitner),
  schedulerOf(ladder),
  schedulerOf(deepTutor),
  schedulerOf(saylor),
];

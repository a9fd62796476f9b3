// Simulated learners: how easily each learns, how easy each card is, and on which days they study.
import { randomOf } from "./random.ts";

export interface Learner {
  readonly number: number;
  /** Below zero for the weak, above for the strong; deviation 1. */
  readonly ability: number;
  /** The ease of each card for this learner; 1 is the middle. */
  readonly eases: readonly number[];
  /** The chance of a right first answer, right after the lesson. */
  readonly firstRight: number;
  /** The day each card's lesson is done. */
  readonly lessonDays: readonly number[];
  readonly studies: readonly boolean[];
}

/** Deviations of the logarithms of ease, over learners and over cards. */
const learnerSpread = 0.35;
const cardSpread = 0.45;
/** Two lessons a week, of four cards each, and one day in ten without study. */
const cardsPerLesson = 4;
const daysPerLesson = 3.5;
const studyChance = 0.9;

/** The learner of a number; the same for every scheduler and law. */
export function learnerOf(seed: number, number: number, cards: number, days: number): Learner {
  const random = randomOf(seed, `learner ${String(number)}`);
  const ability = random.normal();
  const own = Math.exp(learnerSpread * ability);
  return {
    number,
    ability,
    eases: Array.from({ length: cards }, () => own * Math.exp(cardSpread * random.normal())),
    firstRight: Math.min(0.95, Math.max(0.4, 0.75 + 0.1 * ability)),
    lessonDays: Array.from({ length: cards }, (_, at) =>
      Math.floor(Math.floor(at / cardsPerLesson) * daysPerLesson),
    ),
    studies: Array.from({ length: days }, () => random.next() < studyChance),
  };
}

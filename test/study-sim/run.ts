// One year of one scheduler and one law, over all learners.
import type { Law, Trace } from "./laws.ts";
import { learnerOf, type Learner } from "./learner.ts";
import { randomOf, type Random } from "./random.ts";
import type { Asked, Scheduler } from "./schedulers/scheduler.ts";

/** Seconds that an answer takes, with its feedback; the first answer to a card is read longer. */
const seconds = { right: 10, wrong: 20, first: 30 } as const;
/** Guesses and slips, where they are simulated: as mastery supposes. */
const guess = { choice: 0.25, produced: 0.05 } as const;
const slip = { choice: 0.08, produced: 0.12 } as const;

export interface Size {
  readonly learners: number;
  readonly cards: number;
  readonly days: number;
  readonly seed: number;
  readonly guessing: boolean;
}

/** What a scheduler expected of an answer, how likely a right one really was, and whether it came. */
export interface Prediction {
  readonly predicted: number;
  readonly chance: number;
  readonly isRight: boolean;
}

/** What became of one learner. */
export interface Year {
  readonly ability: number;
  /** Mean chance of recall of the cards asked so far, each day's end; null before the first. */
  readonly recall: readonly (number | null)[];
  /** Answers of each day, and how many minutes they took. */
  readonly reviews: readonly number[];
  readonly minutes: readonly number[];
  readonly predictions: readonly Prediction[];
}

class Study {
  readonly traces: (Trace | null)[];
  readonly recall: (number | null)[] = [];
  readonly reviews: number[] = [];
  readonly minutes: number[] = [];
  readonly predictions: Prediction[] = [];
  readonly #law: Law;
  readonly #learner: Learner;
  readonly #random: Random;
  readonly #guessing: boolean;

  constructor(law: Law, learner: Learner, { seed, guessing }: Size) {
    this.#law = law;
    this.#learner = learner;
    this.#guessing = guessing;
    this.#random = randomOf(seed, `answers of ${String(learner.number)}`);
    this.traces = learner.eases.map(() => null);
  }

  /** Cards whose lesson is done and that were never asked. */
  fresh(day: number): number[] {
    return this.traces.flatMap((trace, card) =>
      trace === null && (this.#learner.lessonDays[card] ?? 0) <= day ? [card] : [],
    );
  }

  /** Answers one item, and moves what is really remembered by whether it was. */
  answer({ card, predicted, isChoice }: Asked, day: number): boolean {
    const ease = this.#learner.eases[card] ?? 1;
    const trace = this.traces[card] ?? null;
    const chance = trace === null ? this.#learner.firstRight : this.#law.recall(trace, day);
    const isRecalled = this.#random.next() < chance;
    const form = isChoice ? "choice" : "produced";
    const draw = this.#random.next();
    const likely = this.#guessing ? chance * (1 - slip[form]) + (1 - chance) * guess[form] : chance;
    const isRight = this.#guessing
      ? isRecalled
        ? draw >= slip[form]
        : draw < guess[form]
      : isRecalled;
    if (trace === null) this.traces[card] = this.#law.start(isRecalled, ease, day);
    else this.#law.answer(trace, isRecalled, ease, day);
    if (predicted !== null) this.predictions.push({ predicted, chance: likely, isRight });
    this.#spend(trace === null ? seconds.first : isRight ? seconds.right : seconds.wrong);
    return isRight;
  }

  #spend(spent: number): void {
    const today = this.reviews.length - 1;
    this.reviews[today] = (this.reviews[today] ?? 0) + 1;
    this.minutes[today] = (this.minutes[today] ?? 0) + spent / 60;
  }

  begin(): void {
    this.reviews.push(0);
    this.minutes.push(0);
  }

  end(day: number): void {
    const known = this.traces.filter((trace) => trace !== null);
    const sum = known.reduce((all, trace) => all + this.#law.recall(trace, day), 0);
    this.recall.push(known.length === 0 ? null : sum / known.length);
  }
}

function yearOf(scheduler: Scheduler, law: Law, learner: Learner, size: Size): Year {
  const study = new Study(law, learner, size);
  const deck = scheduler.deck(size.cards);
  for (let day = 0; day < size.days; day += 1) {
    study.begin();
    const due = learner.studies[day] === true ? deck.due(day, study.fresh(day)) : [];
    for (const asked of due) deck.answered(asked.card, day, study.answer(asked, day));
    study.end(day);
  }
  const { recall, reviews, minutes, predictions } = study;
  return { ability: learner.ability, recall, reviews, minutes, predictions };
}

/** All learners' years with one scheduler under one law. */
export function simulate(scheduler: Scheduler, law: Law, size: Size): Year[] {
  return Array.from({ length: size.learners }, (_, number) =>
    yearOf(scheduler, law, learnerOf(size.seed, number, size.cards, size.days), size),
  );
}

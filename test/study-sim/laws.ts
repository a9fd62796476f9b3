// Two laws of forgetting that simulated learners obey. What they really remember is hidden from every scheduler.
//
// Power: FSRS-6 with its published default weights (open-spaced-repetition, "The Algorithm"), as true memory of an
// average learner. Recall after t days is (1 + F·t/S)^−0.1542, with F so that recall is 0.9 at t = S.
// Exponential: recall is 0.9^(t/S), the form of Ebbinghaus and of half-life regression (Settles & Meeder, ACL 2016).
// A success multiplies S by up to 4, by more the nearer the memory was to being lost; a failure leaves 30 % of it.
//
// In both, what a success adds is multiplied by the learner's and the card's own ease, and so is the first stability.

export const lawNames = ["power", "exponential"] as const;
export type LawName = (typeof lawNames)[number];

/** What is really remembered of a card. */
export interface Trace {
  /** Days until recall falls to 0.9. */
  stability: number;
  /** 1 to 10; the exponential law does not read it. */
  difficulty: number;
  /** The day of the last answer. */
  day: number;
}

export interface Law {
  readonly name: LawName;
  /** The memory after the first answer; `ease` is the learner's times the card's, 1 in the middle. */
  start(isRight: boolean, ease: number, day: number): Trace;
  recall(trace: Trace, day: number): number;
  /** Moves the memory by an answer. */
  answer(trace: Trace, isRight: boolean, ease: number, day: number): void;
}

/** FSRS-6, published defaults; only those that this form uses. */
const w = {
  again: 0.212,
  good: 2.3065,
  d0: 6.4133,
  d1: 0.8334,
  d2: 3.0194,
  revert: 0.001,
  gain: 1.8722,
  saturation: 0.1666,
  spacing: 0.796,
  lapse: 1.4835,
  lapseD: 0.0614,
  lapseS: 0.2629,
  lapseR: 1.6483,
  decay: 0.1542,
} as const;

const factor = 0.9 ** (-1 / w.decay) - 1;
const within = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));
const firstDifficulty = (grade: number): number =>
  within(1, w.d0 - Math.exp(w.d1 * (grade - 1)) + 1, 10);
const gradeOf = (isRight: boolean): number => (isRight ? 3 : 1);

const power: Law = {
  name: "power",
  start: (isRight, ease, day) => ({
    stability: (isRight ? w.good : w.again) * ease,
    difficulty: firstDifficulty(gradeOf(isRight)),
    day,
  }),
  recall: ({ stability, day: last }, day) => (1 + (factor * (day - last)) / stability) ** -w.decay,
  answer(trace, isRight, ease, day) {
    const { stability: s, difficulty: d } = trace;
    const recall = this.recall(trace, day);
    const gain =
      Math.exp(w.gain) * (11 - d) * s ** -w.saturation * (Math.exp(w.spacing * (1 - recall)) - 1);
    const lapsed =
      w.lapse * d ** -w.lapseD * ((s + 1) ** w.lapseS - 1) * Math.exp(w.lapseR * (1 - recall));
    trace.stability = isRight ? s * (1 + gain * ease) : Math.min(s, Math.max(0.01, lapsed));
    const moved = d - ((w.d2 * (gradeOf(isRight) - 3)) / 9) * (10 - d);
    trace.difficulty = within(1, w.revert * firstDifficulty(4) + (1 - w.revert) * moved, 10);
    trace.day = day;
  },
};

const exponential: Law = {
  name: "exponential",
  start: (isRight, ease, day) => ({ stability: (isRight ? 2.5 : 0.6) * ease, difficulty: 5, day }),
  recall: ({ stability, day: last }, day) => 0.9 ** ((day - last) / stability),
  answer(trace, isRight, ease, day) {
    // 1 when recall had fallen to 0.9, as it has where the interval was the stability.
    const lost = (1 - this.recall(trace, day)) / 0.1;
    const growth = Math.min(4, 1 + 1.5 * ease * Math.min(2, lost));
    trace.stability = isRight ? trace.stability * growth : Math.max(0.5, 0.3 * trace.stability);
    trace.day = day;
  },
};

export const laws: Readonly<Record<LawName, Law>> = { power, exponential };

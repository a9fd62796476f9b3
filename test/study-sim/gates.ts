// When an objective is called known: this platform's rule and the published ones of others, over the same answers.
import { masteryOf } from "@ai-learning/core/mastery/mastery";
import type { Evidence } from "@ai-learning/core/mastery/posterior";

export interface Gate {
  readonly name: string;
  /** What the design measured, per cent, of learners who really know half and all of it; null where it says nothing. */
  readonly aim: readonly [number, number] | null;
  isKnown(answers: readonly Evidence[]): boolean;
}

const ours: Gate = {
  name: "This platform",
  aim: [7, 91],
  isKnown: (answers) => masteryOf(answers, null).state === "known",
};

/** DeepTutor (`compute_mastery`): the last five answers, later ones weigh more; at most 0.5 after one, 0.8 after two; 0.9. */
const deepTutor: Gate = {
  name: "DeepTutor, gate of 0.9",
  aim: [29, 97],
  isKnown: (answers) => {
    const recent = answers.slice(-5);
    const weights = [0.5, 0.7, 0.85, 0.95, 1].slice(-recent.length);
    const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0);
    const right = sum(weights.filter((_, at) => recent[at]?.isRight === true));
    const cap = [0, 0.5, 0.8][recent.length] ?? 1;
    return Math.min(cap, right / sum(weights)) >= 0.9;
  },
};

/** Saylor (`compute_mastery`): Beta(2, 2) and the last eight answers, each 0.9 of the later one; three at least. */
const saylor = (threshold: number, aim: readonly [number, number] | null): Gate => ({
  name: `Saylor, threshold of ${String(threshold)}`,
  aim,
  isKnown: (answers) => {
    const recent = answers.slice(-8).toReversed();
    const weight = (of: readonly (Evidence | null)[]): number =>
      of.reduce((sum, one, at) => sum + (one === null ? 0 : 0.9 ** at), 0);
    const right = weight(recent.map((one) => (one.isRight ? one : null)));
    return recent.length >= 3 && (2 + right) / (4 + weight(recent)) >= threshold;
  },
});

/** Bayesian knowledge tracing (Corbett & Anderson 1995): known at 0.95; guess and slip by form, as in ours. */
const tracing: Gate = {
  name: "Knowledge tracing, 0.95",
  aim: [78, 100],
  isKnown: (answers) => {
    const learn = 0.05;
    let known = 0.4;
    for (const { isRight, isProduced } of answers) {
      const [guess, slip] = isProduced ? [0.05, 0.12] : [0.25, 0.08];
      const ifKnown = known * (isRight ? 1 - slip : slip);
      const ifNot = (1 - known) * (isRight ? guess : 1 - guess);
      known = ifKnown / (ifKnown + ifNot);
      known += (1 - known) * learn;
    }
    return known >= 0.95;
  },
};

export const gates: readonly Gate[] = [
  ours,
  deepTutor,
  saylor(0.75, [6, 78]),
  saylor(0.85, null),
  tracing,
];

/** Twelve questions, six on each of two days, a choice of four and a produced answer in turns, each another wording. */
const questions = 12;
const evidence = (at: number, isRight: boolean): Evidence => ({
  itemId: String(at),
  day: at < questions / 2 ? "2026-11-28" : "2026-11-29",
  isRight,
  isProduced: at % 2 === 1,
  options: 4,
  isHinted: false,
  isSelfMarked: false,
});

/**
 * The share of learners, 0 to 1, who are called known at some time within twelve questions when they really know a share
 * of the objective. Exact: every course of answers with its chance, so there is no luck in it.
 */
export function shareCalledKnown({ isKnown }: Pick<Gate, "isKnown">, knows: number): number {
  const follow = (answers: readonly Evidence[], chance: number): number => {
    if (answers.length > 0 && isKnown(answers)) return chance;
    if (answers.length === questions) return 0;
    const at = answers.length;
    const [guess, slip] = at % 2 === 1 ? [0.05, 0.12] : [0.25, 0.08];
    const right = knows * (1 - slip) + (1 - knows) * guess;
    return (
      follow([...answers, evidence(at, true)], chance * right) +
      follow([...answers, evidence(at, false)], chance * (1 - right))
    );
  };
  return follow([], 1);
}

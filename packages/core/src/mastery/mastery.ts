// What is said of an objective: new, learning, known or fading, and "about 80 % (55–95)". It advises; nothing is locked.
import {
  chanceOfAtLeast,
  countedOf,
  meanOf,
  posteriorOf,
  quantileOf,
  type Evidence,
} from "./posterior.ts";

export type MasteryState = "new" | "learning" | "known" | "fading";

export interface Mastery {
  readonly state: MasteryState;
  /** Per cent, in steps of five: the mean, and the ends between which nine tenths of the posterior lie. */
  readonly about: number;
  readonly from: number;
  readonly to: number;
  /** The chance that at least 70 % is known, 0 to 1. */
  readonly confidence: number;
  /** Responses that are evidence; a wording repeated on a day is none. */
  readonly responses: number;
}

/** Known: so much of it, with so much confidence, from so many responses on so many days. */
const knownShare = 0.7;
const knownConfidence = 0.75;
const minResponses = 4;
const minDays = 2;
/** Below this mean recall of its cards a known objective is fading. */
const fadingBelow = 0.8;

const toFive = (share: number): number => Math.round(share * 20) * 5;

function isKnown(counted: readonly Evidence[], confidence: number): boolean {
  return (
    confidence >= knownConfidence &&
    counted.at(-1)?.isRight === true &&
    counted.length >= minResponses &&
    counted.some(({ isProduced }) => isProduced) &&
    new Set(counted.map(({ day }) => day)).size >= minDays
  );
}

/**
 * The mastery of one objective.
 *
 *   responses: oldest first; only those that are not void and not set aside by the learner
 *   meanRecall: of the objective's cards, today, 0 to 1; null when none was reviewed
 */
export function masteryOf(responses: readonly Evidence[], meanRecall: number | null): Mastery {
  const counted = countedOf(responses);
  const posterior = posteriorOf(counted);
  const confidence = chanceOfAtLeast(posterior, knownShare);
  const known = isKnown(counted, confidence);
  const isFading = meanRecall !== null && meanRecall < fadingBelow;
  const state = counted.length === 0 ? "new" : !known ? "learning" : isFading ? "fading" : "known";
  return {
    state,
    about: toFive(meanOf(posterior)),
    from: toFive(quantileOf(posterior, 0.05)),
    to: toFive(quantileOf(posterior, 0.95)),
    confidence,
    responses: counted.length,
  };
}

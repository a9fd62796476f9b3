// From what was answered to the rating that moves a card.
import type { Verdict } from "../question/grade.ts";

export type Rating = "again" | "hard" | "good" | "easy";

export interface Outcome {
  readonly verdict: Verdict;
  /** Hints taken before the answer. */
  readonly hints: number;
  /** Right, but a point that is not essential is missing. */
  readonly isMinorMissing: boolean;
  /** The learner tapped "easy" after a right answer. */
  readonly isEasy: boolean;
}

/** The rating of an outcome; null while nobody has graded it, so that it moves nothing. */
export function ratingOf({ verdict, hints, isMinorMissing, isEasy }: Outcome): Rating | null {
  if (verdict === "ungraded") return null;
  if (verdict !== "right" || hints > 0) return "again";
  if (isEasy) return "easy";
  return isMinorMissing ? "hard" : "good";
}

// An exercise, step by step: hints, one after the other, then the solution.
import type { Exercise } from "@ai-learning/protocol/lesson-read";

/** How many hints an exercise has at most; more are in the last one. */
const maxHints = 3;

/** What a learner has opened of an exercise once the solution is shown too. */
const solutionOpened = 4;

export interface Steps {
  /** The hints that are shown. */
  readonly shown: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** The solution, where it is shown. */
  readonly solution: string | null;
  /** What comes next, and what will have been opened then; null: nothing more, or nothing more yet. */
  readonly next: { readonly kind: "hint" | "solution"; readonly opens: number } | null;
  /** The exercise is complete and its hints are shown, but there is no solution. */
  readonly isWithoutSolution: boolean;
}

/** At most three hints. */
function hintsOf(hints: readonly string[]): readonly string[] {
  if (hints.length <= maxHints) return hints;
  return [...hints.slice(0, maxHints - 1), hints.slice(maxHints - 1).join("\n\n")];
}

/** The steps of an exercise. `opened`: as the page keeps it, 0 to 4. `isWritten`: no more of it is to come. */
export function stepsOf(exercise: Exercise, opened: number, isWritten: boolean): Steps {
  const hints = hintsOf(exercise.hints);
  // What is being written now is shown once it is over.
  const isLastWritten = isWritten || exercise.solution !== null;
  const ready = isLastWritten ? hints.length : Math.max(0, hints.length - 1);
  const shown = hints.slice(0, Math.min(opened, ready));
  const isSolved = opened >= solutionOpened && exercise.solution !== null;
  const areAllShown = shown.length === hints.length;
  const next = (): Steps["next"] => {
    if (shown.length < ready) return { kind: "hint", opens: shown.length + 1 };
    const isOffered = isWritten && areAllShown && exercise.solution !== null && !isSolved;
    return isOffered ? { kind: "solution", opens: solutionOpened } : null;
  };
  return {
    shown,
    count: hints.length,
    solution: isSolved ? exercise.solution : null,
    next: next(),
    isWithoutSolution: isWritten && areAllShown && exercise.solution === null,
  };
}

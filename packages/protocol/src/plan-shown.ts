// The plan that a chat shows: the newest of its messages that carries one.
import type { Plan } from "./plan.ts";

/** A message that may carry a plan: the mentor's, or a plan that the learner edited by hand. */
interface Source {
  readonly id: string;
  readonly text: string;
}

export interface NewestPlan<S extends Source> {
  /** The message it stands in. */
  readonly source: S;
  readonly plan: Plan;
  /** The plan before it in the chat. */
  readonly before: Plan | null;
}

/** A single module may be a quotation from the plan: it does not replace one. */
const isWhole = ({ isComplete, modules }: Plan): boolean => isComplete || modules.length > 1;

/**
 * The newest plan in messages, which are given oldest first; null where there is none. Page and server go by it: what the
 * learner edits is what the page showed.
 */
export function newestPlan<S extends Source>(
  sources: readonly S[],
  read: (source: S) => Plan | null,
): NewestPlan<S> | null {
  let shown: Omit<NewestPlan<S>, "before"> | undefined;
  for (const source of sources.toReversed()) {
    const plan = read(source);
    if (plan === null) continue;
    if (shown !== undefined && isWhole(shown.plan)) {
      if (isWhole(plan)) return { ...shown, before: plan };
    } else if (shown === undefined || isWhole(plan)) {
      shown = { source, plan };
    }
  }
  return shown === undefined ? null : { ...shown, before: null };
}

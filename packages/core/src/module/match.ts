// Which modules of a new plan continue which old ones: ids and progress hang on it.
import { normaliseTitle } from "@ai-learning/protocol/module-title";
import { newId } from "../id.ts";
import type { FinalizedModule } from "../prompts/course.ts";

/** A module the track has, in force or archived. */
export interface ExistingModule {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly archived: boolean;
}

/** A module as it will be stored. */
export interface MatchedModule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly learning_objectives: readonly string[];
  readonly estimated_duration_hours: number;
  /** The mentor's own object. */
  readonly source: FinalizedModule;
}

/**
 * Gives each module of the plan an id: that of the module in force with the same title, else of
 * the one the mentor says it continues, else of an archived one with the same title, else a new one.
 */
export function match(
  existing: readonly ExistingModule[],
  plan: readonly FinalizedModule[],
): MatchedModule[] {
  const taken = new Map<FinalizedModule, string>();
  const free = new Set(existing);
  const claim = (
    modules: readonly FinalizedModule[],
    fits: (old: ExistingModule, module: FinalizedModule) => boolean,
  ): void => {
    for (const module of modules) {
      if (taken.has(module)) continue;
      const old = [...free].find((one) => fits(one, module));
      if (old === undefined) continue;
      free.delete(old);
      taken.set(module, old.id);
    }
  };
  const sameTitle = (old: ExistingModule, module: FinalizedModule): boolean =>
    normaliseTitle(old.title) === normaliseTitle(module.title);
  claim(plan, (old, module) => !old.archived && sameTitle(old, module));
  claim(plan, (old, module) => !old.archived && old.number === module.previous_number);
  claim(plan, (old, module) => old.archived && sameTitle(old, module));
  return plan.map((module) => ({
    id: taken.get(module) ?? newId(),
    title: module.title,
    description: module.description,
    learning_objectives: module.learning_objectives,
    estimated_duration_hours: module.estimated_duration_hours,
    source: module,
  }));
}

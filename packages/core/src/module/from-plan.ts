// The modules of a plan as they stand in it.
import { continuedPlaces } from "@ai-learning/protocol/plan-follow";
import type { Plan, PlanModule } from "@ai-learning/protocol/plan";
import type { FinalizedModule } from "../prompts/course.ts";

/** A module in force, as a plan would show it. */
export interface ModuleInForce {
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly objectives: readonly string[];
}

/** For each module of the last plan the number of the module in force that it continues, or null. */
function previousNumbers(
  inForce: readonly ModuleInForce[],
  plans: readonly Plan[],
): (number | null)[] {
  const looks = inForce.map(({ title, description = "", objectives }): PlanModule => ({
    title,
    hours: null,
    summary: description || null,
    topics: objectives,
  }));
  return continuedPlaces(looks, plans).map((place) => inForce[place ?? -1]?.number ?? null);
}

/**
 * A plan's modules: title, hours, text and topics as they stand.
 *
 * @param since the plans since the modules in force were made, oldest first; the last is the one
 */
export function modulesOf(
  plan: Plan,
  since: readonly Plan[],
  inForce: readonly ModuleInForce[],
): FinalizedModule[] {
  const previous = previousNumbers(inForce, since);
  return plan.modules.map(({ title, hours, summary, topics }, at) => {
    if (hours === null) throw new TypeError("a complete plan states all hours");
    return {
      module_number: at + 1,
      title,
      description: summary ?? "",
      estimated_duration_hours: hours,
      learning_objectives: [...topics],
      previous_number: previous[at] ?? null,
    };
  });
}

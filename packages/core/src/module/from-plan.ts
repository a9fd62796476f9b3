// The modules of a plan as they stand in it.
import { comparePlans } from "@ai-learning/protocol/plan-compare";
import type { Plan, PlanModule } from "@ai-learning/protocol/plan";
import type { FinalizedModule } from "../prompts/course.ts";

/** A module in force, as a plan would show it. */
export interface ModuleInForce {
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly objectives: readonly string[];
}

/** What a module is known by: its last title, and the last text and topics that stood under it. */
const lookOf = (before: PlanModule, now: PlanModule): PlanModule => {
  const hasContent = now.summary !== null || now.topics.length > 0;
  return hasContent ? now : { ...before, title: now.title };
};

/**
 * For each module of the last plan the number of the module in force that it continues, or null. It is followed from plan to
 * plan, so that one whose title and topics changed in turn is still the same.
 */
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
  let numbers: (number | null)[] = [];
  for (const plan of plans) {
    numbers = plan.modules.map(() => null);
    for (const { before, after } of comparePlans({ modules: looks.slice() }, plan)) {
      const [old, now] = [looks[before ?? -1], plan.modules[after ?? -1]];
      if (before === null || after === null || old === undefined || now === undefined) continue;
      numbers[after] = inForce[before]?.number ?? null;
      looks[before] = lookOf(old, now);
    }
  }
  return numbers;
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

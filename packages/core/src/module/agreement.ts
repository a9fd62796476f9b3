// Whether the modules that a model made are those of the plan on screen.
import { limits } from "@ai-learning/protocol/limits";
import { isClearTitle, normaliseTitle } from "@ai-learning/protocol/module-title";
import type { PlanModule } from "@ai-learning/protocol/plan";
import type { FinalizedModule } from "../prompts/course.ts";
import type { Binding } from "./shown-plans.ts";

const comparable = (title: string): string => normaliseTitle(title) || title;

/** Where hours are not plain, a part of the title may have been taken for them: "Wheel: 1, 2, 3 — 5 h". */
const isTitleOf = ({ title, hours }: PlanModule, module: FinalizedModule): boolean => {
  const [planned, made] = [comparable(title), comparable(module.title)];
  return hours === null ? made.startsWith(planned) : made === planned;
};

/** The hours a module must have; null where the plan states none that a module can have. */
const hoursOf = ({ hours }: PlanModule): number | null =>
  hours !== null && Number.isInteger(hours) && hours >= 1 && hours <= limits.maxHours
    ? hours
    : null;

function differences(at: number, module: FinalizedModule, planned: PlanModule): string[] {
  const hours = hoursOf(planned);
  const isOther = isClearTitle(planned.title) && !isTitleOf(planned, module);
  return [
    ...(isOther ? [`modules.${at}.title: in the plan it is ${JSON.stringify(planned.title)}`] : []),
    ...(hours !== null && hours !== module.estimated_duration_hours
      ? [`modules.${at}.estimated_duration_hours: in the plan it is ${hours}`]
      : []),
  ];
}

/** The plan has exactly these modules. */
function fromWhole(modules: readonly FinalizedModule[], plan: readonly PlanModule[]): string[] {
  const count =
    modules.length === plan.length
      ? []
      : [`modules: the plan has ${plan.length} modules, not ${modules.length}`];
  return [
    ...count,
    ...modules.flatMap((module, at) => {
      const planned = plan[at];
      return planned === undefined ? [] : differences(at, module, planned);
    }),
  ];
}

/** The plan has these modules among others. */
function fromSome(modules: readonly FinalizedModule[], plan: readonly PlanModule[]): string[] {
  let from = 0;
  return plan.flatMap((planned) => {
    if (!isClearTitle(planned.title)) return [];
    const isIt = (one: FinalizedModule): boolean => isTitleOf(planned, one);
    const at = modules.findIndex((one, place) => place >= from && isIt(one));
    const module = modules[at];
    if (module === undefined) {
      const title = JSON.stringify(planned.title);
      return [
        modules.some(isIt)
          ? `modules: ${title} stands at another place in the plan`
          : `modules: ${title} of the plan is missing`,
      ];
    }
    from = at + 1;
    return differences(at, module, planned);
  });
}

/** What in a model's modules is not as the plan says, in words for the model; empty where they agree. */
export const disagreements = (
  modules: readonly FinalizedModule[],
  { modules: plan, isWhole }: Binding,
): string[] => (isWhole ? fromWhole(modules, plan) : fromSome(modules, plan));

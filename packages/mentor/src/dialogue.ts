// The plans that a dialogue has shown, newest last.
import type { Brief } from "./brief.ts";
import { compose, hoursOf } from "./compose.ts";
import type { Plan, ReadPlan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import type { Message } from "./request.ts";
import { likeness } from "./similar.ts";

/** What a shorter rendering left out is taken from the plans before it. */
const withDetails = (plan: ReadPlan, earlier: readonly ReadPlan[], brief: Brief): Plan => {
  const known = earlier.toReversed();
  const list = (name: "goals" | "projects" | "advice"): readonly string[] =>
    plan[name].length > 0 ? plan[name] : (known.find((one) => one[name].length > 0)?.[name] ?? []);
  return {
    title: plan.title ?? known.find((one) => one.title !== null)?.title ?? brief.title,
    level: plan.level ?? brief.level,
    goals: list("goals"),
    projects: list("projects"),
    advice: list("advice"),
    modules: plan.modules.map((module) => {
      if (module.description !== "" && module.topics.length > 0) return module;
      const same = known
        .flatMap((one) => one.modules)
        .find((one) => one.title === module.title && one.topics.length > 0);
      return same === undefined
        ? module
        : {
            ...module,
            description: module.description || same.description,
            topics: module.topics.length > 0 ? module.topics : same.topics,
          };
    }),
  };
};

/** A list of the same modules in another shape (what is said once they are made) is no new plan. */
const repeats = (plan: ReadPlan, last: Plan | undefined): boolean =>
  plan.title === null &&
  plan.modules.length === last?.modules.length &&
  plan.modules.every((module, at) => {
    const same = last.modules[at];
    return module.hours === same?.hours && likeness(module.title, same.title) > 0.8;
  });

/** Every plan the mentor has shown, oldest first, the same one only once in a row. */
export const shownPlans = (dialogue: readonly Message[], brief: Brief): Plan[] => {
  const read: ReadPlan[] = [];
  const plans: Plan[] = [];
  for (const message of dialogue) {
    if (message.role !== "assistant") continue;
    const plan = readPlan(message.content, hoursOf(brief));
    if (plan === null) continue;
    if (repeats(plan, plans.at(-1))) continue;
    const whole = withDetails(plan, read, brief);
    read.push(plan);
    if (JSON.stringify(whole.modules) !== JSON.stringify(plans.at(-1)?.modules)) plans.push(whole);
    else plans[plans.length - 1] = whole;
  }
  return plans;
};

/** The plan to talk about when none was shown: the track's own modules, else a first plan. */
export const basePlan = (brief: Brief): Plan => {
  const plan = compose(brief);
  if (brief.existing.length === 0) return plan;
  return {
    ...plan,
    modules: brief.existing.map((module) => ({
      title: module.title,
      hours: Math.max(1, Math.round(module.hours)),
      description: "",
      topics: module.objectives,
    })),
  };
};

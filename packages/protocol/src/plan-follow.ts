// Which modules of a course go on in its plan, followed from plan to plan. The page promises by it what the server does.
import { normaliseTitle } from "./module-title.ts";
import { comparePlans } from "./plan-compare.ts";
import { examinePlan, type Choice, type Plan, type PlanModule } from "./plan.ts";

/** What a module is known by: its last title, and the last text and topics that stood under it. */
const lookOf = (before: PlanModule, now: PlanModule): PlanModule => {
  const hasContent = now.summary !== null || now.topics.length > 0;
  return hasContent ? now : { ...before, title: now.title };
};

/**
 * For each module of the last plan the place of the module in force that it continues, or null. It is followed from plan to
 * plan, so that one whose title and topics changed in turn is still the same.
 *
 * @param inForce as a plan would show them
 * @param plans the plans since they were made, oldest first
 */
export function continuedPlaces(
  inForce: readonly PlanModule[],
  plans: readonly Pick<Plan, "modules">[],
): (number | null)[] {
  const looks = [...inForce];
  let places: (number | null)[] = [];
  for (const plan of plans) {
    places = plan.modules.map(() => null);
    for (const { before, after } of comparePlans({ modules: looks.slice() }, plan)) {
      const [old, now] = [looks[before ?? -1], plan.modules[after ?? -1]];
      if (before === null || after === null || old === undefined || now === undefined) continue;
      places[after] = before;
      looks[before] = lookOf(old, now);
    }
  }
  return places;
}

/** As `continuedPlaces`, as modules are stored: a module with the title of one in force is that one in any case. */
export function keptPlaces(
  inForce: readonly PlanModule[],
  plans: readonly Pick<Plan, "modules">[],
): (number | null)[] {
  const modules = plans.at(-1)?.modules ?? [];
  const free = new Set(inForce.keys());
  const claimed = (place: number | null | undefined): number | null =>
    place !== null && place !== undefined && free.delete(place) ? place : null;
  const named = modules.map(({ title }) => {
    const same = normaliseTitle(title);
    return claimed([...free].find((one) => normaliseTitle(inForce[one]?.title ?? "") === same));
  });
  const followed = continuedPlaces(inForce, plans);
  return named.map((place, at) => place ?? claimed(followed[at]));
}

/** The plans of a dialogue since its modules were made. */
export interface PlanTrail {
  /** Reads the next message. Returns the plan that counts in it, or null. */
  readonly add: (text: string) => Choice | null;
  /** Modules were made of the last plan: the trail begins with it. */
  readonly finalised: () => void;
  /** Oldest first. */
  readonly plans: () => readonly Plan[];
}

export function createTrail(): PlanTrail {
  let plans: Plan[] = [];
  let isNamed = false;
  return {
    add(text) {
      const found = examinePlan(text);
      // Beside a plan of modules, weeks and lists are a timetable or a summary of it: words that only a model understands.
      if (found === null || (isNamed && !found.isNamed)) return null;
      plans.push(found.plan);
      isNamed ||= found.isNamed;
      return found;
    },
    finalised() {
      plans = plans.slice(-1);
    },
    plans: () => plans,
  };
}

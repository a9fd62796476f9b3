// What changed from one plan to the next, module by module.
import { normaliseTitle } from "./module-title.ts";
import type { Plan, PlanModule } from "./plan-type.ts";

/** One module of the two plans; places count from 0. */
export interface ModuleChange {
  /** Where it was; `null` for a module that is new. */
  readonly before: number | null;
  /** Where it is; `null` for a module that is gone. */
  readonly after: number | null;
  /** Its place among the modules that stay is another. Modules pushed aside by a new or a removed one have not moved. */
  readonly isMoved: boolean;
  readonly isRenamed: boolean;
  /** Hours before and after, where they differ. */
  readonly hours: { readonly before: number | null; readonly after: number | null } | null;
}

/** What stands under the title, or null where nothing does. */
const contentOf = ({ summary, topics }: PlanModule): string | null =>
  normaliseTitle([summary, ...topics].join(" ")) || null;

/** For each module of `after` its place in `before`: by title, else by what stands under it. */
const pairs = (before: readonly PlanModule[], after: readonly PlanModule[]): (number | null)[] => {
  const free = new Set(before.keys());
  const found: (number | null)[] = after.map(() => null);
  const claim = (keyOf: (module: PlanModule) => string | null): void => {
    const places = new Map<string | null, number[]>();
    for (const place of [...free].toReversed()) {
      const key = keyOf(before[place] as PlanModule);
      const same = places.get(key) ?? [];
      same.push(place);
      places.set(key, same);
    }
    for (const [at, module] of after.entries()) {
      const key = keyOf(module);
      const place = found[at] === null && key !== null ? places.get(key)?.pop() : undefined;
      if (place === undefined) continue;
      free.delete(place);
      found[at] = place;
    }
  };
  claim(({ title }) => title);
  claim(({ title }) => normaliseTitle(title) || null);
  claim(contentOf);
  return found;
};

/** The longest run of places that are still in order; all others have moved. */
const inOrder = (places: readonly number[]): ReadonlySet<number> => {
  // For each length the run that ends lowest: a run is its last place and the run before.
  interface Run {
    readonly place: number;
    readonly before: Run | undefined;
  }
  const runs: Run[] = [];
  for (const place of places) {
    const at = runs.findIndex((run) => run.place > place);
    const length = at < 0 ? runs.length : at;
    runs[length] = { place, before: runs[length - 1] };
  }
  const steady = new Set<number>();
  for (let run = runs.at(-1); run !== undefined; run = run.before) steady.add(run.place);
  return steady;
};

/**
 * The modules of `after` in their order, then those that are gone. A module is the same one when its title is (letter case,
 * punctuation and "Module 3:" in front aside), else when summary and topics are: then it is renamed. No other likeness is
 * taken for identity.
 */
export const comparePlans = (
  before: Pick<Plan, "modules">,
  after: Pick<Plan, "modules">,
): ModuleChange[] => {
  const places = pairs(before.modules, after.modules);
  const kept = places.filter((place) => place !== null);
  const steady = inOrder(kept);
  const changes = after.modules.map((module, at): ModuleChange => {
    const place = places[at] ?? null;
    const old = place === null ? undefined : before.modules[place];
    if (place === null || old === undefined)
      return { before: null, after: at, isMoved: false, isRenamed: false, hours: null };
    return {
      before: place,
      after: at,
      isMoved: !steady.has(place),
      isRenamed: old.title !== module.title,
      hours: old.hours === module.hours ? null : { before: old.hours, after: module.hours },
    };
  });
  const stays = new Set(kept);
  const gone = before.modules.flatMap((_, place): ModuleChange[] =>
    stays.has(place)
      ? []
      : [{ before: place, after: null, isMoved: false, isRenamed: false, hours: null }],
  );
  return [...changes, ...gone];
};

// A plan while it is being changed: modules keep their identity, so that numbers mean the plan as it was shown.
import { type Module, type Plan } from "./plan.ts";
import { coverage } from "./similar.ts";
import type { Place } from "./understand/intents.ts";
import { folded } from "./understand/numbers.ts";
import type { Ref } from "./understand/refs.ts";

/** A module and the number under which the learner saw it; null for one that is new. */
export interface Item {
  readonly module: Module;
  readonly shown: number | null;
}

export interface Working {
  readonly plan: Omit<Plan, "modules">;
  readonly items: readonly Item[];
}

export const working = (plan: Plan): Working => {
  const { modules, ...rest } = plan;
  return { plan: rest, items: modules.map((module, index) => ({ module, shown: index + 1 })) };
};

export const finished = (work: Working): Plan => ({
  ...work.plan,
  modules: work.items.map((item) => item.module),
});

export const modulesOf = (work: Working): Module[] => work.items.map((item) => item.module);

export type Found =
  | { readonly ok: true; readonly at: number }
  /** `several`: the words fit more than one module. */
  | { readonly ok: false; readonly said: string; readonly several: readonly number[] };

const byNumber = (work: Working, number: number): number => {
  if (number < 0) return work.items.length + number;
  const shown = work.items.findIndex((item) => item.shown === number);
  return shown >= 0 ? shown : number <= work.items.length && number > 0 ? number - 1 : -1;
};

const byWords = (work: Working, words: string): number[] => {
  const exact = work.items.flatMap(({ module }, at) =>
    folded(module.title) === folded(words) ? [at] : [],
  );
  if (exact.length > 0) return exact;
  const scores = work.items.map(({ module }) => {
    const title = coverage(words, module.title);
    return title > 0
      ? title + 1
      : coverage(words, [module.description, ...module.topics].join(" "));
  });
  const best = Math.max(0, ...scores);
  const enough = best >= 1.3 || (best <= 1 && best >= 0.5);
  return enough ? scores.flatMap((score, at) => (score === best ? [at] : [])) : [];
};

export const find = (work: Working, ref: Ref): Found => {
  const found = ref.by === "number" ? [byNumber(work, ref.number)] : byWords(work, ref.words);
  const [at = -1] = found;
  if (found.length === 1 && at >= 0) return { ok: true, at };
  const said = ref.by === "number" ? String(ref.number) : ref.words;
  return { ok: false, said, several: found.length > 1 ? found.map((one) => one + 1) : [] };
};

/** The index at which something goes, or what could not be found. */
export const indexFor = (work: Working, place: Place | null): Found => {
  const count = work.items.length;
  if (place === null) return { ok: true, at: count };
  if (place.at === "position")
    return { ok: true, at: Math.max(0, Math.min(count, place.number - 1)) };
  if ("ref" in place) {
    const found = find(work, place.ref);
    return found.ok && place.at === "after" ? { ok: true, at: found.at + 1 } : found;
  }
  return { ok: true, at: place.at === "start" ? 0 : count };
};

// The plan last shown as modules in JSON, each tied to the existing module it continues.
import type { Brief, ExistingModule } from "./brief.ts";
import { moduleOn } from "./material.ts";
import { basePlan, shownPlans } from "./dialogue.ts";
import type { Module } from "./plan.ts";
import type { MentorRequest } from "./request.ts";
import { likeness } from "./similar.ts";
import { estimateTokens } from "./tokens.ts";
import { folded } from "./understand/numbers.ts";
import { capitalised } from "./words.ts";

/** Below this two modules are different modules. */
const alike = 0.6;

const resemblance = (module: Module, existing: ExistingModule): number => {
  const objectives = existing.objectives.map(folded);
  const shared = module.topics.filter((topic) => objectives.includes(folded(topic))).length;
  const most = Math.max(objectives.length, module.topics.length, 1);
  return Math.max(likeness(module.title, existing.title), shared / most);
};

/** For each module the number of the existing one it continues: equal titles first, then the most alike. */
export const previousNumbers = (
  modules: readonly Module[],
  existing: readonly ExistingModule[],
): (number | null)[] => {
  const numbers: (number | null)[] = modules.map(() => null);
  const free = new Set(existing.filter((one) => one.number > 0));
  const claim = (at: number, one: ExistingModule): void => {
    numbers[at] = one.number;
    free.delete(one);
  };
  modules.forEach((module, at) => {
    const same = [...free].find((one) => folded(one.title.trim()) === folded(module.title.trim()));
    if (same !== undefined) claim(at, same);
  });
  const pairs = modules
    .flatMap((module, at) =>
      numbers[at] === null
        ? [...free].map((one) => ({ at, one, score: resemblance(module, one) }))
        : [],
    )
    .filter(({ score }) => score >= alike)
    .toSorted((a, b) => b.score - a.score || a.at - b.at);
  for (const { at, one } of pairs) if (numbers[at] === null && free.has(one)) claim(at, one);
  return numbers;
};

const course = (modules: readonly Module[], brief: Brief, details: number): string => {
  const previous = previousNumbers(modules, brief.existing);
  return JSON.stringify({
    modules: modules.map((module, index) => {
      const stock = moduleOn(module.title, module.hours, brief.skill, brief.locale);
      const topics = module.topics.length > 0 ? module.topics : stock.topics;
      return {
        module_number: index + 1,
        title: module.title,
        description: module.description || stock.description,
        estimated_duration_hours: module.hours,
        learning_objectives: topics.slice(0, details).map(capitalised),
        previous_number: previous[index] ?? null,
      };
    }),
  });
};

export const finalize = (request: MentorRequest, brief: Brief): string => {
  const { modules } = shownPlans(request.dialogue, brief).at(-1) ?? basePlan(brief);
  for (const details of [6, 4, 3, 2]) {
    const text = course(modules, brief, details);
    if (estimateTokens(text) <= request.maxTokens) return text;
  }
  return course(modules, brief, 1);
};

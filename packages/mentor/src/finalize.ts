// The plan last shown as JSON: its modules, each tied to the existing module it continues, or the whole plan.
import { compose, hoursOf } from "./compose.ts";
import { basePlan, shownPlans } from "./dialogue.ts";
import { moduleOn } from "./operations.ts";
import type { Module } from "./plan.ts";
import type { Brief, ExistingModule, MentorRequest } from "./request.ts";
import { say } from "./say.ts";
import { capitalised, clipped, folded, likeness } from "./text.ts";
import { estimateTokens } from "./tokens.ts";

/** Below this two modules are different modules. */
const minLikeness = 0.6;

/** What tells one module, or one lesson, from another. */
type Told = Pick<Module, "title" | "topics">;
type Existing = Omit<ExistingModule, "hours">;

const resemblance = (module: Told, existing: Existing): number => {
  if (folded(module.title.trim()) === folded(existing.title.trim())) return 2;
  const objectives = existing.objectives.map(folded);
  const shared = module.topics.filter((topic) => objectives.includes(folded(topic))).length;
  const count = Math.max(objectives.length, module.topics.length, 1);
  return Math.max(likeness(module.title, existing.title), shared / count);
};

/** For each module the number of the existing one it continues: equal titles first, then the most alike. */
export const previousNumbers = (
  modules: readonly Told[],
  existing: readonly Existing[],
): (number | null)[] => {
  const pairs = modules
    .flatMap((module, at) =>
      existing.map((one) => ({ at, number: one.number, score: resemblance(module, one) })),
    )
    .filter(({ score, number }) => score >= minLikeness && number > 0)
    .toSorted((a, b) => b.score - a.score || a.at - b.at);
  const taken = new Map<number, number>();
  for (const { at, number } of pairs)
    if (!taken.has(at) && ![...taken.values()].includes(number)) taken.set(at, number);
  return modules.map((_, at) => taken.get(at) ?? null);
};

/** The module with a sentence and topics, where the plan shows none. */
const detailed = (module: Module, brief: Brief): Module => {
  const stock = moduleOn(module.title, module.hours, brief);
  const topics = module.topics.length > 0 ? module.topics : stock.topics;
  return { ...module, summary: module.summary || stock.summary, topics: topics.map(capitalised) };
};

export const finalizedModules = (request: MentorRequest, brief: Brief): string => {
  const { modules } = shownPlans(request.dialogue, brief).at(-1) ?? basePlan(brief);
  const previous = previousNumbers(modules, brief.existing);
  const course = (details: number): string =>
    JSON.stringify({
      modules: modules.map((module, at) => {
        const { title, hours, summary, topics } = detailed(module, brief);
        return {
          module_number: at + 1,
          title,
          description: summary,
          estimated_duration_hours: hours,
          learning_objectives: topics.slice(0, details),
          previous_number: previous[at] ?? null,
        };
      }),
    });
  const texts = [6, 4, 3, 2].map(course);
  return texts.find((text) => estimateTokens(text) <= request.maxTokens) ?? course(1);
};

const minModules = 3;

/** At least as many modules as the shape demands; in a course of an hour or two they are parts of an hour. */
const withinBounds = (modules: readonly Module[], brief: Brief): readonly Module[] => {
  if (modules.length >= minModules) return modules;
  const whole = compose({ ...brief, hours: minModules }).modules;
  return whole.map((module) => ({ ...module, hours: hoursOf(brief) / minModules }));
};

export const coursePlan = (request: MentorRequest, brief: Brief): string => {
  const { locale, subject } = brief;
  const stock = compose(brief);
  const plan = shownPlans(request.dialogue, brief).at(-1) ?? stock;
  const words = clipped(brief.expectations, 300);
  const expectations = words === "" ? "" : ` ${say(locale, "overviewExpectations", { words })}`;
  const modules = withinBounds(plan.modules, brief).map((module) => {
    const { title, hours, summary, topics } = detailed(module, brief);
    return { name: title, description: summary, duration_hours: hours, topics: topics.slice(0, 6) };
  });
  const exercise = (title: string): string => say(locale, "exercise", { title });
  return JSON.stringify({
    overview: say(locale, "overview", { subject }) + expectations,
    goals: (plan.goals.length > 0 ? plan.goals : stock.goals).slice(0, 6),
    modules,
    exercises: modules.slice(0, 4).map(({ name }) => exercise(name)),
    final_project: plan.projects.at(-1) ?? stock.projects.at(-1) ?? exercise(subject),
  });
};

// The plan as JSON, for the operation that asks for one outside the conversation.
import type { Brief } from "./brief.ts";
import { compose } from "./compose.ts";
import { shownPlans } from "./dialogue.ts";
import type { Module } from "./plan.ts";
import type { MentorRequest } from "./request.ts";
import { moduleOn } from "./material.ts";
import { mergedTo } from "./plan.ts";
import { capitalised, oneLine, quoted } from "./words.ts";

const fewest = 3;
const most = 7;

const texts = {
  ru: {
    overview: (skill: string, wish: string) =>
      `Курс по теме ${quoted(skill, "ru")}: от основы к самостоятельной работе, с практикой в каждом модуле.${wish === "" ? "" : ` Учтены ваши ожидания: ${wish}.`}`,
    exercise: (title: string) =>
      `Упражнение к модулю ${quoted(title, "ru")}: повторите главное и решите одну новую задачу.`,
    part: "часть",
  },
  en: {
    overview: (skill: string, wish: string) =>
      `A course on ${quoted(skill, "en")}: from the basics to work of your own, with practice in every module.${wish === "" ? "" : ` Your expectations are kept in mind: ${wish}.`}`,
    exercise: (title: string) =>
      `Exercise for ${quoted(title, "en")}: repeat the essentials and solve one new problem.`,
    part: "part",
  },
} as const;

interface Timed {
  readonly module: Module;
  /** Hours, in quarters where an hour had to be divided. */
  readonly hours: number;
}

/** At least three modules, as the shape demands: the longest is divided, in quarters of an hour when need be. */
const atLeast = (modules: readonly Module[], part: string): Timed[] => {
  let list: Timed[] = modules.map((module) => ({ module, hours: module.hours }));
  while (list.length < fewest) {
    const at = list.reduce(
      (best, one, index) => (one.hours > (list[best]?.hours ?? 0) ? index : best),
      0,
    );
    const long = list[at];
    if (long === undefined) break;
    const first = Math.ceil(long.hours * 2) / 4;
    const titled = (number: number): Module => ({
      ...long.module,
      title: `${long.module.title}: ${part} ${number}`.slice(0, 200),
    });
    list = list.toSpliced(
      at,
      1,
      { module: titled(1), hours: first },
      { module: titled(2), hours: long.hours - first },
    );
  }
  return list;
};

export const coursePlan = (request: MentorRequest, brief: Brief): string => {
  const { locale } = brief;
  const say = texts[locale];
  const plan = shownPlans(request.dialogue, brief).at(-1) ?? compose(brief);
  const stock = compose(brief);
  const modules = atLeast(mergedTo(plan.modules, most), say.part);
  const projects = plan.projects.length > 0 ? plan.projects : stock.projects;
  return JSON.stringify({
    overview: say.overview(brief.skill, oneLine(brief.expectations).slice(0, 300)),
    goals: (plan.goals.length > 0 ? plan.goals : stock.goals).slice(0, 6),
    modules: modules.map(({ module, hours }) => {
      const spare = moduleOn(module.title, 1, brief.skill, locale);
      return {
        name: module.title,
        description: module.description || spare.description,
        duration_hours: hours,
        topics: (module.topics.length > 0 ? module.topics : spare.topics)
          .slice(0, 6)
          .map(capitalised),
      };
    }),
    exercises: modules.slice(0, 4).map(({ module }) => say.exercise(module.title)),
    final_project: projects.at(-1) ?? say.exercise(brief.skill),
  });
};

// A first plan for a brief: modules of the written plan that fit level and time, hours that add up.
import { subjectOf, writtenPlan } from "./content.ts";
import { maxHours, numbered, scaled, type Level, type Plan } from "./plan.ts";
import type { Brief } from "./request.ts";
import { say } from "./say.ts";
import { asTitle, capitalised, clipped } from "./text.ts";

const usualHours = 20;

/** The module of the eight at which a level begins. */
const firstModule: Readonly<Record<Level, number>> = { beginner: 0, intermediate: 2, advanced: 3 };

export const hoursOf = (brief: Brief): number =>
  brief.hours === null ? usualHours : Math.min(maxHours, Math.max(1, Math.round(brief.hours)));

export const compose = (brief: Brief): Plan => {
  const { locale, level, known } = brief;
  const written = writtenPlan(subjectOf([brief.subject, brief.about, brief.expectations]), locale);
  const put = (text: string): string => text.replaceAll("{s}", () => clipped(brief.subject, 80));
  const hours = hoursOf(brief);
  // None shorter than an hour.
  const count = hours < 10 ? Math.min(hours, 4) : hours < 30 ? 5 : 6;
  const first = Math.min(firstModule[level], written.modules.length - count);
  const chosen = scaled(written.modules.slice(first, first + count), hours);
  const goal = clipped(brief.expectations, 100);
  const modules = chosen.map((module, at) => ({
    ...module,
    title: asTitle(capitalised(put(module.title))),
    topics: [
      ...module.topics,
      ...(at === 0 && known !== "" ? [say(locale, "knownTopic", { words: known })] : []),
      ...(at === count - 1 && goal !== "" ? [say(locale, "goalTopic", { words: goal })] : []),
    ],
  }));
  const ownProject = goal === "" ? [] : [say(locale, "goalProject", { words: goal })];
  return {
    title: brief.subject,
    level,
    // The last one takes the work of one's own that the sixth module is.
    goals: first + count > 5 ? written.goals : written.goals.slice(0, 2),
    modules: numbered(modules),
    projects: written.projects.toSpliced(1, ownProject.length, ...ownProject).slice(0, 2),
    advice: written.advice.slice(0, 2),
  };
};

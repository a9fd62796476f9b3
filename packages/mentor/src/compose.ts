// A first plan for a brief: modules of the written plan that fit level and time, hours that add up.
import { subjectOf, writtenPlan } from "./content.ts";
import { isWrittenCourse, written as course } from "./courses.ts";
import { maxHours, numbered, scaled, type Level, type Plan } from "./plan.ts";
import type { Brief } from "./request.ts";
import { say } from "./say.ts";
import { asTitle, capitalised, clipped } from "./text.ts";

const usualHours = 20;

/** The module of the eight at which a level begins. */
const firstModule: Readonly<Record<Level, number>> = { beginner: 0, intermediate: 2, advanced: 3 };

const subjectIn = ({ subject, about, expectations }: Brief): string =>
  subjectOf([subject, about, expectations]);

/** Hours that the written modules can fill, with practice for what lessons leave. */
const writtenHours = { least: 8, most: 20 } as const;

/** Whether the course is to be the written one: it suits the level and the time. */
const isWritten = (brief: Brief): boolean =>
  brief.level === "beginner" &&
  (brief.hours === null ||
    (brief.hours >= writtenHours.least && brief.hours <= writtenHours.most)) &&
  isWrittenCourse(subjectIn(brief), brief.locale);

export const hoursOf = (brief: Brief): number => {
  if (brief.hours !== null) return Math.min(maxHours, Math.max(1, Math.round(brief.hours)));
  return isWritten(brief) ? course.modules * course.hours : usualHours;
};

export const compose = (brief: Brief): Plan => {
  const { locale, level, known } = brief;
  const written = writtenPlan(subjectIn(brief), locale);
  const put = (text: string): string => text.replaceAll("{s}", () => clipped(brief.subject, 80));
  const hours = hoursOf(brief);
  // None shorter than an hour.
  const usual = hours < 10 ? Math.min(hours, 4) : hours < 30 ? 5 : 6;
  const count = isWritten(brief) ? course.modules : usual;
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

// A module as lessons, practice and project, in JSON: those of a written course, else an even share of its objectives.
import { taughtBy, titleOf, writtenModule, type WrittenModule } from "./courses.ts";
import { previousNumbers } from "./finalize.ts";
import type { Locale } from "./plan.ts";
import type { MentorRequest, Study } from "./request.ts";
import { page } from "./say.ts";
import { asTitle, capitalised, clipped, escaped, folded, oneLine } from "./text.ts";

type StudyModule = NonNullable<Study["module"]>;
interface Lesson {
  readonly title: string;
  readonly topics: readonly string[];
  readonly minutes: number;
}

const within = (number: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(number)));

/** Words read in a minute, and the minutes that an exercise takes. */
const pace: Readonly<Record<Locale, number>> = { en: 200, ru: 160 };
const exercise = 15;
const longest = { practice: 60, project: 240, lesson: 45, title: 60 } as const;

/** What the learner added or changed goes to the last lesson; one of which nothing is left is not given. */
const writtenLessons = ({ lessons, locale }: WrittenModule, objectives: readonly string[]) => {
  const taught = lessons.map((one) => taughtBy(one, objectives));
  const others = objectives.filter((one) => !taught.flat().includes(one));
  const shares = taught.map((topics, at) =>
    at === lessons.length - 1 ? [...topics, ...others] : topics,
  );
  return lessons.flatMap(({ title, text }, at): Lesson[] => {
    const topics = shares[at] ?? [];
    const minutes = Math.ceil(text.split(/\s+/).length / pace[locale]) + exercise;
    return topics.length === 0 ? [] : [{ title, topics, minutes }];
  });
};

/** About 75 minutes a lesson, a part of them for practice; titled by its objectives. */
const evenLessons = ({ title, hours }: StudyModule, objectives: readonly string[]): Lesson[] => {
  const count = Math.min(within(hours / 1.25, 1, 6), Math.max(1, objectives.length));
  const size = objectives.length / count;
  return Array.from({ length: count }, (_, at) => {
    const topics = objectives.slice(Math.round(at * size), Math.round((at + 1) * size));
    const name = clipped(capitalised(topics.map(oneLine).join("; ")), longest.title);
    const minutes = within((hours * 40) / count, 10, longest.lesson);
    return { title: name || clipped(title, longest.title) || "—", topics, minutes };
  });
};

/** Titles of which no two are the same. */
const distinct = (lessons: readonly Lesson[]): Lesson[] =>
  lessons.map((one, at) => {
    const same = lessons.slice(0, at).filter((other) => folded(other.title) === folded(one.title));
    return same.length === 0 ? one : { ...one, title: `${one.title} (${at + 1})` };
  });

/** A file as a task: its title, what is to be done, and a time. */
const task = (text: string, minutes: number) => ({
  title: asTitle(titleOf(text)),
  instructions: text.replace(/^# .*\s*/, ""),
  minutes: within(minutes, 10, longest.project),
});

export const outline = ({ study: { module }, locale }: MentorRequest): string => {
  if (module === null) return "{}";
  const objectives = module.objectives.map((one) => one.text);
  const course = writtenModule(module.title);
  const planned =
    course === undefined ? evenLessons(module, objectives) : writtenLessons(course, objectives);
  const lessons = distinct(planned);
  const before = module.lessons.map((title, at) => ({ title, number: at + 1, objectives: [] }));
  const titles = lessons.map(({ title }) => ({ title, topics: [] }));
  const previous = previousNumbers(titles, before);
  const numbers = (topics: readonly string[]): number[] =>
    objectives.flatMap((one, at) => (topics.includes(one) ? [at + 1] : []));
  const spent = lessons.reduce((sum, one) => sum + one.minutes, 0);
  const left = Math.min(longest.practice, module.hours * 60 - spent);
  const values = {
    title: module.title,
    list: objectives.map((one) => `- ${escaped(one)}`).join("\n"),
  };
  const project = (): string => course?.project ?? page(locale, "project", values);
  return JSON.stringify({
    lessons: lessons.map(({ title, topics, minutes }, at) => ({
      title,
      objective_numbers: numbers(topics),
      minutes,
      previous_title: module.lessons[(previous[at] ?? 0) - 1] ?? null,
    })),
    practice: task(course?.practice ?? page(locale, "practice", values), left),
    project: module.is_last ? task(project(), longest.project) : null,
  });
};

// The courses that are written out: `lessons/` in the folder of a subject and a language.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, subjects, writtenPlan } from "./content.ts";
import type { Locale } from "./plan.ts";
import { folded } from "./text.ts";

export interface WrittenLesson {
  readonly title: string;
  /** Those of its module's topics that it teaches. */
  readonly topics: readonly string[];
  readonly text: string;
  /** A section with one more worked example. */
  readonly example: string;
  readonly module: WrittenModule;
}

/** A module of two lessons, the first on its topics 1 and 2, the second on the others. */
export interface WrittenModule {
  readonly title: string;
  readonly locale: Locale;
  readonly lessons: readonly WrittenLesson[];
  readonly practice: string;
  /** Of its whole course. */
  readonly project: string;
}

/** How many modules of a written course there are, and the hours that each of them takes. */
export const written = { modules: 4, hours: 3 } as const;

export const titleOf = (text: string): string => /^# (.*)$/m.exec(text)?.[1] ?? "";

/** None where the course is not written out in that language. */
const modulesIn = (subject: string, locale: Locale): WrittenModule[] => {
  const folder = join(root, subject, locale, "lessons");
  if (!existsSync(folder)) return [];
  const file = (name: string): string => readFileSync(join(folder, `${name}.md`), "utf8").trim();
  const modules = writtenPlan(subject, locale).modules.slice(0, written.modules);
  return modules.map(({ title, topics }, at) => {
    const number = at + 1;
    const lessons: WrittenLesson[] = [];
    const [practice, project] = [file(`${number}-practice`), file(`${written.modules}-project`)];
    const module: WrittenModule = { title, locale, lessons, practice, project };
    for (const [one, taught] of [topics.slice(0, 2), topics.slice(2)].entries()) {
      const text = file(`${number}-${one + 1}`);
      const example = file(`${number}-${one + 1}-example`);
      lessons.push({ title: titleOf(text), topics: taught, text, example, module });
    }
    return module;
  });
};

const courses = subjects.flatMap(({ name }) =>
  (["en", "ru"] as const).map((locale) => ({ name, locale, modules: modulesIn(name, locale) })),
);

export const isWrittenCourse = (subject: string, locale: Locale): boolean =>
  courses.some((one) => one.name === subject && one.locale === locale && one.modules.length > 0);

/** Whether two texts are the same, but for letters of another case. */
export const isSame = (first: string, second: string): boolean =>
  folded(first.trim()) === folded(second.trim());

/** A module by its title, whatever its hours are now. */
export const writtenModule = (title: string): WrittenModule | undefined =>
  courses.flatMap((one) => one.modules).find((one) => isSame(one.title, title));

/** The objectives that a lesson teaches, of some. */
export const taughtBy = (lesson: WrittenLesson, objectives: readonly string[]): string[] =>
  objectives.filter((one) => lesson.topics.some((topic) => isSame(topic, one)));

/** The lesson of that title; else the one that teaches the objectives, in the module where that is a written one. */
export const writtenLesson = (
  { title, objectives }: { readonly title: string; readonly objectives: readonly string[] },
  module?: string,
): WrittenLesson | undefined => {
  const ranked = courses
    .flatMap((one) => one.modules)
    .flatMap((one) => one.lessons)
    .map((lesson) => {
      const part = taughtBy(lesson, objectives).length / Math.max(objectives.length, 1);
      const place = Number(module !== undefined && isSame(lesson.module.title, module)) / 2;
      return { lesson, rank: Number(isSame(lesson.title, title)) * 2 + part + place };
    });
  const best = ranked.toSorted((a, b) => b.rank - a.rank)[0];
  return best !== undefined && best.rank >= 1 ? best.lesson : undefined;
};

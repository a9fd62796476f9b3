// A course plan as the demo mentor thinks of it, and the arithmetic of its hours.
import type { Locale } from "./vocabulary/family.ts";

export type { Locale };
export type Level = "beginner" | "intermediate" | "advanced";

export interface Module {
  readonly title: string;
  /** Whole hours, at least 1. */
  readonly hours: number;
  readonly description: string;
  readonly topics: readonly string[];
}

export interface Plan {
  readonly title: string;
  readonly level: Level;
  readonly goals: readonly string[];
  readonly modules: readonly Module[];
  readonly projects: readonly string[];
  readonly advice: readonly string[];
}

/** What stands in a text may lack a title or a level; the track knows them. */
export type ReadPlan = Omit<Plan, "title" | "level"> & {
  readonly title: string | null;
  readonly level: Level | null;
};

export const mostModules = 20;
export const mostHours = 500;
export const longestTitle = 200;

export const totalOf = (modules: readonly Module[]): number =>
  modules.reduce((sum, module) => sum + module.hours, 0);

/** Whole shares of at least 1 that add up exactly to `total`, as near to the weights as can be. */
export const apportion = (total: number, weights: readonly number[]): number[] => {
  const spare = Math.max(0, total - weights.length);
  const sum = weights.reduce((all, weight) => all + weight, 0) || 1;
  // The 1 each share has anyway counts towards its exact share, so that small plans stay in proportion.
  const wanted = weights.map((weight) => Math.max(0, (weight / sum) * total - 1));
  const scale = spare / (wanted.reduce((all, want) => all + want, 0) || 1);
  const exact = wanted.map((want) => want * scale);
  const shares = exact.map(Math.floor);
  let left = spare - shares.reduce((all, share) => all + share, 0);
  const order = exact
    .map((want, index) => ({ index, rest: want - Math.floor(want) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares.map((share, index) => share + 1 + (index === 0 ? Math.max(0, left) : 0));
};

/** The modules with their hours stretched or pressed to a new total; never fewer hours than modules. */
export const scaled = (modules: readonly Module[], total: number): Module[] => {
  const shares = apportion(
    Math.max(total, modules.length),
    modules.map((module) => module.hours),
  );
  return modules.map((module, index) => ({ ...module, hours: shares[index] ?? 1 }));
};

/** "Chess: openings" and "Chess: endgames" are "Chess: openings + endgames". */
const joined = (first: string, second: string): string => {
  const subject = /^.+?: /.exec(first)?.[0];
  const rest =
    subject !== undefined && second.startsWith(subject) ? second.slice(subject.length) : second;
  return `${first} + ${rest}`.slice(0, longestTitle).toWellFormed().trim();
};

/** Two neighbours as one: their hours together, the topics of both. */
export const merged = (first: Module, second: Module): Module => ({
  title: joined(first.title, second.title),
  hours: first.hours + second.hours,
  description: first.description || second.description,
  topics: [...new Set([...first.topics.slice(0, 3), ...second.topics.slice(0, 3)])],
});

/** Merges the lightest neighbours until no more than `count` modules are left. */
export const mergedTo = (modules: readonly Module[], count: number): Module[] => {
  let list = [...modules];
  while (list.length > Math.max(1, count)) {
    let lightest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at + 1 < list.length; at += 1) {
      const hours = (list[at]?.hours ?? 0) + (list[at + 1]?.hours ?? 0);
      if (hours < least) [lightest, least] = [at, hours];
    }
    const [first, second] = [list[lightest], list[lightest + 1]];
    if (first === undefined || second === undefined) break;
    list = list.toSpliced(lightest, 2, merged(first, second));
  }
  return list;
};

const levels: readonly (readonly [RegExp, Level])[] = [
  [/(?:level|уровень)[^\p{L}]{0,5}(?:beginner|начальн|новичок)/iu, "beginner"],
  [/(?:level|уровень)[^\p{L}]{0,5}(?:intermediate|средн)/iu, "intermediate"],
  [/(?:level|уровень)[^\p{L}]{0,5}(?:advanced|продвинут)/iu, "advanced"],
];

/** The level that a text names, as "Level: advanced". */
export const levelIn = (text: string): Level | null =>
  levels.find(([words]) => words.test(text))?.[1] ?? null;

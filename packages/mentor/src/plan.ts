// A course plan, and the arithmetic of its hours.
import { asTitle } from "./text.ts";

export type Locale = "ru" | "en";

export const levels = ["beginner", "intermediate", "advanced"] as const;
export type Level = (typeof levels)[number];

export interface Module {
  readonly title: string;
  /** Whole hours, at least 1. */
  readonly hours: number;
  /** One sentence; "" when there is none. */
  readonly summary: string;
  readonly topics: readonly string[];
  /** The number under which the learner saw it, from 1; 0 for a module that is new. */
  readonly number: number;
}

export interface Plan {
  readonly title: string;
  readonly level: Level;
  readonly goals: readonly string[];
  readonly modules: readonly Module[];
  readonly projects: readonly string[];
  readonly advice: readonly string[];
}

export const maxModules = 20;
export const maxHours = 500;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

export const totalOf = (modules: readonly Module[]): number =>
  sumOf(modules.map((module) => module.hours));

/** The modules numbered by their places, as they are shown. */
export const numbered = (modules: readonly Module[]): Module[] =>
  modules.map((module, at) => ({ ...module, number: at + 1 }));

/**
 * Whole shares of at least 1 that add up exactly to `total`, in proportion to the weights.
 *
 * @param total at least the number of weights
 */
const apportion = (total: number, weights: readonly number[]): number[] => {
  const sum = sumOf(weights);
  // The 1 each share has anyway counts towards it, so that small plans stay in proportion.
  const wanted = weights.map((weight) => Math.max(0, (weight / sum) * total - 1));
  const scale = (total - weights.length) / (sumOf(wanted) || 1);
  let end = 0;
  return wanted.map((want) => {
    const start = Math.round(end);
    end += want * scale;
    return Math.round(end) - start + 1;
  });
};

/** The modules with their hours stretched or pressed to a new total; never fewer hours than modules. */
export const scaled = (modules: readonly Module[], total: number): Module[] => {
  const shares = apportion(
    Math.max(total, modules.length),
    modules.map((module) => module.hours),
  );
  return modules.map((module, at) => ({ ...module, hours: shares[at] ?? 1 }));
};

/** Two modules as one: their hours together, the topics of both. */
const joined = (first: Module, second: Module): Module => ({
  ...first,
  title: asTitle(`${first.title} + ${second.title}`),
  hours: first.hours + second.hours,
  topics: [...new Set([...first.topics.slice(0, 3), ...second.topics.slice(0, 3)])],
});

/** Joins neighbours until no more than `count` modules are left. */
export const joinedTo = (modules: readonly Module[], count: number): Module[] => {
  const length = Math.min(count, modules.length);
  const size = modules.length / length;
  return Array.from({ length }, (_, at) =>
    modules.slice(Math.round(at * size), Math.round((at + 1) * size)).reduce(joined),
  );
};

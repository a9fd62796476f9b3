import { expect, it } from "vitest";
import { subjects, writtenPlan } from "./content.ts";

const all = subjects.flatMap(({ name }) => [[name, "ru"] as const, [name, "en"] as const]);

it.each(all)("has a written plan of eight whole modules for %s in %s", (name, locale) => {
  const { modules, goals, projects, advice } = writtenPlan(name, locale);
  expect(modules).toHaveLength(8);
  expect(new Set(modules.map((one) => one.title)).size).toBe(8);
  for (const module of modules) {
    expect(module.summary).toMatch(/\.$/);
    expect(module.topics.length).toBeGreaterThanOrEqual(3);
    expect(module.hours).toBeGreaterThanOrEqual(3);
  }
  expect(goals.length).toBeGreaterThanOrEqual(2);
  expect(projects.length).toBeGreaterThanOrEqual(2);
  expect(advice.length).toBeGreaterThanOrEqual(2);
});

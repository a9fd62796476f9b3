import type { Plan, PlanModule } from "@ai-learning/protocol/plan";
import { describe, expect, it } from "vitest";
import { modulesOf } from "./from-plan.ts";

const module = (title: string, ...topics: string[]): PlanModule => ({
  title,
  hours: 2,
  summary: topics.length === 0 ? null : `About ${topics.join()}.`,
  topics,
});

const plan = (...modules: PlanModule[]): Plan => ({
  title: null,
  totalHours: 2 * modules.length,
  level: null,
  modules,
  isComplete: true,
});

/** As a model described them, in words of its own. */
const inForce = ["Knots", "Nets"].map((title, at) => ({
  number: at + 1,
  title,
  description: "In other words.",
  objectives: ["Something else"],
}));

/** The numbers that the last plan's modules continue. */
const continued = (...plans: Plan[]): (number | null)[] =>
  modulesOf(plans.at(-1) ?? plan(), plans, inForce).map((one) => one.previous_number);

it("a plan's modules are taken as they stand", () => {
  const shown = plan(module("Knots", "Bowline", "Hitch"), module("Sails"));
  expect(modulesOf(shown, [shown], [])).toEqual([
    {
      module_number: 1,
      title: "Knots",
      description: "About Bowline,Hitch.",
      estimated_duration_hours: 2,
      learning_objectives: ["Bowline", "Hitch"],
      previous_number: null,
    },
    {
      module_number: 2,
      title: "Sails",
      description: "",
      estimated_duration_hours: 2,
      learning_objectives: [],
      previous_number: null,
    },
  ]);
});

describe("a module in force", () => {
  const first = plan(module("Knots", "Bowline"), module("Nets", "Mesh"));

  it("is continued by one with its title, wherever it stands", () => {
    expect(
      continued(plan(module("Nets", "x"), module("Sails", "y"), module("Knots", "z"))),
    ).toEqual([2, null, 1]);
  });

  it("is followed through a new title and then new topics", () => {
    const renamed = plan(module("Bends", "Bowline"), module("Nets", "Mesh"));
    const changed = plan(module("Nets", "Mesh"), module("Bends", "Other topics"));
    expect(continued(first, renamed, changed)).toEqual([2, 1]);
  });

  it("is followed through a plan that shows titles alone", () => {
    const bare = plan(module("Knots"), module("Nets"));
    expect(continued(first, bare, plan(module("Bends", "Bowline"), module("Nets")))).toEqual([
      1, 2,
    ]);
  });

  it("is not continued by one that shares neither title nor topics", () => {
    expect(continued(first, plan(module("Sails", "Cloth"), module("Nets", "Mesh")))).toEqual([
      null,
      2,
    ]);
  });
});

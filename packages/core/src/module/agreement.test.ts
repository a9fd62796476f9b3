import { describe, expect, it } from "vitest";
import type { FinalizedModule } from "../prompts/course.ts";
import { disagreements } from "./agreement.ts";

type Short = readonly [title: string, hours: number | null];

const made = (...modules: Short[]): FinalizedModule[] =>
  modules.map(([title, hours], at) => ({
    module_number: at + 1,
    title,
    description: "about it",
    estimated_duration_hours: hours ?? 1,
    learning_objectives: ["one"],
    previous_number: null,
  }));

const planned = (isWhole: boolean, ...modules: Short[]) => ({
  isWhole,
  modules: modules.map(([title, hours]) => ({ title, hours, summary: null, topics: [] })),
});

describe("a whole plan", () => {
  const plan = planned(true, ["Knots", 2], ["Nets", 3]);

  it("agrees with its own modules, letter case and numbers in front aside", () => {
    expect(disagreements(made(["Module 1: KNOTS", 2], ["Nets.", 3]), plan)).toEqual([]);
  });

  it.each([
    ["another title", made(["Bends", 2], ["Nets", 3]), ["modules.0.title"]],
    ["other hours", made(["Knots", 2], ["Nets", 4]), ["modules.1.estimated_duration_hours"]],
    ["a module less", made(["Knots", 2]), ["modules"]],
    ["a module more", made(["Knots", 2], ["Nets", 3], ["Sails", 1]), ["modules"]],
  ])("disagrees with %s", (_, modules, paths) => {
    expect(disagreements(modules, plan).map((issue) => issue.split(":")[0])).toEqual(paths);
  });

  it("disagrees with another order", () => {
    expect(disagreements(made(["Nets", 3], ["Knots", 2]), plan)).not.toEqual([]);
  });

  it("asks for no title that is not certain", () => {
    expect(disagreements(made(["Bold", 2]), planned(true, ["<b>Bold</b>", 2]))).toEqual([]);
  });
});

describe("a part of a plan", () => {
  const part = planned(false, ["Knots", 2], ["Nets", 3]);

  it("lets other modules stand between its own", () => {
    const modules = made(["Rope", 1], ["Knots", 2], ["Bends", 1], ["Nets", 3], ["Sails", 1]);
    expect(disagreements(modules, part)).toEqual([]);
  });

  it("disagrees where one is missing, stands elsewhere or has other hours", () => {
    expect(disagreements(made(["Knots", 2]), part)).toEqual([
      'modules: "Nets" of the plan is missing',
    ]);
    expect(disagreements(made(["Nets", 3], ["Knots", 2]), part)).toEqual([
      'modules: "Nets" stands at another place in the plan',
    ]);
    expect(disagreements(made(["Knots", 9], ["Nets", 3]), part)).toEqual([
      "modules.0.estimated_duration_hours: in the plan it is 2",
    ]);
  });

  it("asks for no hours that it does not state, or that no module can have", () => {
    for (const hours of [null, 0, 1.5, 501])
      expect(disagreements(made(["Knots", 2]), planned(false, ["Knots", hours]))).toEqual([]);
  });

  it("compares a title by its beginning where its end may have been taken for hours", () => {
    const read = planned(false, ["Wheel: 1, 2", null]);
    expect(disagreements(made(["Wheel: 1, 2, 3", 5]), read)).toEqual([]);
    expect(disagreements(made(["Bowl", 5]), read)).not.toEqual([]);
  });
});

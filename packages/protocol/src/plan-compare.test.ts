import { describe, expect, it } from "vitest";
import { comparePlans } from "./plan-compare.ts";
import type { Plan } from "./plan.ts";

/** "Title 4" is a module of four hours; the names behind a slash are its topics. */
const plan = (...modules: string[]): Pick<Plan, "modules"> => ({
  modules: modules.map((module) => {
    const [head = "", ...topics] = module.split("/");
    const [, title = "", hours] = /^(.*) (\d+)$/.exec(head) ?? [];
    return { title, hours: Number(hours), summary: null, topics };
  }),
});

/** One word for each change, in order. */
const changes = (before: Pick<Plan, "modules">, after: Pick<Plan, "modules">): string[] =>
  comparePlans(before, after).map((change) => {
    if (change.before === null) return `+${change.after}`;
    if (change.after === null) return `-${change.before}`;
    const { isMoved, isRenamed, hours } = change;
    const marks = [
      isMoved && "moved",
      isRenamed && "renamed",
      hours && `${hours.before}>${hours.after}`,
    ];
    return [`${change.before}=${change.after}`, ...marks.filter(Boolean)].join(" ");
  });

describe("the changes from one plan to the next", () => {
  it("are none between a plan and itself", () => {
    const one = plan("Loops 4", "Loops 4", "Types 3");
    expect(changes(one, one)).toEqual(["0=0", "1=1", "2=2"]);
  });

  it("name modules that are new, gone, and of other hours", () => {
    expect(changes(plan("A 4", "B 4", "C 2"), plan("A 5", "D 1", "C 2"))).toEqual([
      "0=0 4>5",
      "+1",
      "2=2",
      "-1",
    ]);
  });

  it("count as moved only what changed places, not what was pushed aside", () => {
    expect(changes(plan("A 1", "B 1", "C 1"), plan("New 1", "C 1", "A 1", "B 1"))).toEqual([
      "+0",
      "2=1 moved",
      "0=2",
      "1=3",
    ]);
  });

  it("know a module by its title, its case, punctuation and number aside", () => {
    expect(changes(plan("Ёлка и «шары» 2"), plan("Модуль 1. Елка и шары 2"))).toEqual([
      "0=0 renamed",
    ]);
  });

  it("know a renamed module by what stands under it", () => {
    const before = plan("Start 2/a/b", "End 2/c");
    expect(changes(before, plan("Beginning 3/a/b", "End 2/c"))).toEqual(["0=0 renamed 2>3", "1=1"]);
  });

  it("take no other likeness for identity", () => {
    expect(changes(plan("Start 2"), plan("Starting 2"))).toEqual(["+0", "-0"]);
  });
});

// A seed decides what a run does, and the command line says so in one sentence when it is wrong.
import { describe, expect, it } from "vitest";
import { playOut } from "./clock.ts";
import { faultKinds } from "./fault-kinds.ts";
import { OptionError, readOptions } from "./options.ts";
import { planOf } from "./plan.ts";

const optionsOf = (...args: string[]) => readOptions(args, 1);

describe("a plan", () => {
  it("is the same for the same seed, and another for another", () => {
    const plan = planOf(optionsOf("--seed", "7"));

    expect(planOf(optionsOf("--seed", "7"))).toEqual(plan);
    expect(planOf(optionsOf("--seed", "8"))).not.toEqual(plan);
  });

  it("asks as many questions as it is told to", () => {
    const { steps } = planOf(optionsOf("--turns", "500"));

    const questions = ["say", "edit", "regenerate", "continue", "welcome", "finalize", "lesson"];
    expect(steps.filter(({ action }) => questions.includes(action.do))).toHaveLength(500);
  });

  it("breaks everything many times", () => {
    const { faults } = planOf(optionsOf("--turns", "500"));

    for (const kind of faultKinds) {
      expect(faults.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(4);
    }
  });

  it("never says the same words twice", () => {
    const { steps } = planOf(optionsOf("--turns", "500"));

    const texts = steps.flatMap(({ action }) => ("text" in action ? action.text : []));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("the command line", () => {
  it.each([
    [["--turns", "none"], '--turns takes a whole number from 1 to 100000, not "none".'],
    [["--seed", "-1"], "Option '--seed' argument is ambiguous"],
    [["--users", "0"], '--users takes a whole number from 1 to 200, not "0".'],
    [["--turn", "5"], "Unknown option '--turn'"],
  ])("refuses %j in one sentence", (args, sentence) => {
    expect(() => optionsOf(...args)).toThrow(OptionError);
    expect(() => optionsOf(...args)).toThrow(sentence);
  });
});

describe("the plan's clock", () => {
  it("stands still while the system is behind", async () => {
    const begun: number[] = [];
    let looks = 0;
    const started = Date.now();

    const isWhole = await playOut({
      events: [{ at: 10 }, { at: 60 }],
      spanMs: 80,
      isBehind: () => (looks += 1) < 10,
      deadline: started + 60_000,
      begin: ({ at }) => void begun.push(at),
    });

    expect(isWhole).toBe(true);
    expect(begun).toEqual([10, 60]);
    expect(Date.now() - started).toBeGreaterThan(200);
  });

  it("begins no more after the deadline", async () => {
    const isWhole = await playOut({
      events: [],
      spanMs: 60_000,
      isBehind: () => false,
      deadline: Date.now() - 1,
      begin: () => undefined,
    });

    expect(isWhole).toBe(false);
  });
});

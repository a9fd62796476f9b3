// The simulation: what it shows is decided by its seed, and holds in a small size too.
import { describe, expect, it } from "vitest";
import { gates, shareCalledKnown } from "./gates.ts";
import { laws } from "./laws.ts";
import { learnerOf } from "./learner.ts";
import { measure, weekly } from "./measure.ts";
import { readOptions } from "./options.ts";
import { isWithin, lawReport, masteryReport } from "./report.ts";
import { simulate } from "./run.ts";
import { ours } from "./schedulers/ours.ts";
import { rivals } from "./schedulers/rivals.ts";
import { plot } from "./svg.ts";

const small = { learners: 9, cards: 30, days: 150, seed: 7, guessing: false };

describe("the rules by which an objective is called known", () => {
  it.each(gates)("$name: within two points of what the design measured", (gate) => {
    const known = [shareCalledKnown(gate, 0.5) * 100, shareCalledKnown(gate, 1) * 100] as const;

    expect(isWithin({ ...gate, known }), known.join(" / ")).toBe(true);
    expect(masteryReport([{ ...gate, known }])).not.toContain("NOT");
  });
});

describe("a law of forgetting", () => {
  it.each(Object.values(laws))(
    "$name: recall is certain at once, 90 % after the stability, and falls on",
    (law) => {
      const trace = { stability: 20, difficulty: 5, day: 100 };

      expect(law.recall(trace, 100)).toBe(1);
      expect(law.recall(trace, 120)).toBeCloseTo(0.9, 9);
      expect(law.recall(trace, 200)).toBeLessThan(0.78);
    },
  );

  it.each(Object.values(laws))(
    "$name: a success late is worth more than one early, a failure shortens",
    (law) => {
      const after = (day: number, isRight: boolean): number => {
        const trace = { stability: 20, difficulty: 5, day: 0 };
        law.answer(trace, isRight, 1, day);
        return trace.stability;
      };

      expect(after(20, true)).toBeGreaterThan(after(5, true));
      expect(after(5, true)).toBeGreaterThan(20);
      expect(after(20, false)).toBeLessThan(20);
    },
  );
});

describe("a simulated year", () => {
  it("is the same for the same seed and another for another", () => {
    const years = (seed: number) =>
      measure(simulate(ours, laws.power, { ...small, learners: 3, seed }));

    expect(years(7)).toEqual(years(7));
    expect(years(7)).not.toEqual(years(8));
    expect(learnerOf(7, 0, 10, 20)).toEqual(learnerOf(7, 0, 10, 20));
  });

  it.each(Object.values(laws))(
    "$name: keeps recall near what is asked for, with fewer reviews than a ladder",
    (law) => {
      const own = measure(simulate(ours, law, small));
      const ladder = rivals.find(({ name }) => name.startsWith("Ladder"));
      if (ladder === undefined) throw new Error("no ladder");
      const its = measure(simulate(ladder, law, small));

      expect(own.recall).toBeGreaterThan(0.9);
      expect(own.reviews).toBeLessThan(0.85 * its.reviews);
      expect(own.logLoss).toBeLessThan(0.5);
      expect(lawReport(law.name, [{ name: ours.name, measure: own }])).toContain("This platform");
    },
  );

  it("lets misleading answers in when learners guess and slip", () => {
    const [plain, misled] = [false, true].map((guessing) =>
      measure(simulate(ours, laws.power, { ...small, guessing })),
    );

    expect(misled?.logLoss).toBeGreaterThan(plain?.logLoss ?? 0);
  });

  it("is drawn as an SVG with a line for each scheduler in both panels", () => {
    const lines = [ours, ...rivals.slice(0, 1)].map((scheduler) => ({
      name: scheduler.name,
      ...weekly(simulate(scheduler, laws.power, { ...small, learners: 3 })),
    }));
    const svg = plot([{ title: "power & more", lines }]);

    expect(svg.match(/<polyline/g)).toHaveLength(4);
    expect(svg).toContain("power &amp; more");
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe("the command line", () => {
  it("has sizes of its own, and takes others", () => {
    expect(readOptions([])).toMatchObject({
      learners: 60,
      cards: 120,
      days: 365,
      seed: 1,
      laws: ["power", "exponential"],
    });
    expect(readOptions(["--learners", "6", "--law", "power", "--svg", "a.svg"])).toMatchObject({
      learners: 6,
      laws: ["power"],
      svg: "a.svg",
    });
  });

  it.each([
    ["--learners", "2"],
    ["--cards", "x"],
    ["--days", "5"],
    ["--seed", ""],
    ["--law", "linear"],
    ["--fast"],
  ])("refuses %s %s in one sentence", (...args) => {
    expect(() => readOptions(args.filter((one) => one !== undefined))).toThrow(/npm run study-sim/);
  });
});

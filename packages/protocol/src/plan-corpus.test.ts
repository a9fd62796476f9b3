import { describe, expect, it } from "vitest";
import { examples, type Expected } from "./plan-corpus.ts";
import { readPlan, type Plan } from "./plan.ts";

/** The plan as far as the expectation speaks of it. */
const shownAs = (plan: Plan | null, { modules }: Expected) => {
  if (plan === null) return { verdict: "none", title: null, totalHours: null, level: null };
  return {
    verdict: plan.isComplete ? "complete" : "incomplete",
    title: plan.title,
    totalHours: plan.totalHours,
    level: plan.level,
    ...(modules.length > 0 && {
      modules: plan.modules.map(({ hours, title, topics, summary }, at) => ({
        hours,
        title,
        topics: modules[at]?.topics == null ? null : topics.length,
        summary: modules[at]?.summary == null ? null : summary,
      })),
    }),
  };
};

const wanted = ({ verdict, title, totalHours, level, modules }: Expected) => ({
  verdict,
  title,
  totalHours,
  level,
  ...(modules.length > 0 && { modules }),
});

const named = (plan: Plan | null) => plan?.modules.map(({ title, hours }) => ({ title, hours }));

describe("a plan as a model wrote it", () => {
  it("stands in the corpus in at least 150 shapes", () => {
    expect(examples.length).toBeGreaterThanOrEqual(150);
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
  });

  it.each(examples)("is read as expected, $name", ({ text, expected }) => {
    expect(shownAs(readPlan(text), expected)).toEqual(wanted(expected));
  });

  it.each(examples)("is read the same with Windows line ends, $name", ({ text }) => {
    expect(readPlan(text.replace(/\r?\n/g, "\r\n"))).toEqual(readPlan(text));
  });

  it.each(examples.filter(({ expected }) => !expected.hasVariants))(
    "has no beginning that is a complete plan with other modules, $name",
    ({ text }) => {
      const whole = named(readPlan(text));
      for (let end = 0; end < text.length; end += 1) {
        const plan = readPlan(text.slice(0, end));
        if (plan?.isComplete) expect(named(plan), text.slice(Math.max(0, end - 80), end)).toEqual(whole);
      }
    },
  );
});

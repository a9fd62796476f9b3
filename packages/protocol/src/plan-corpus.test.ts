// Plans as models write them, in test/plans, with what must come out of each; its README.md says how they are written.
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlan, type Plan } from "./plan.ts";

interface Expected {
  readonly verdict: "complete" | "incomplete" | "none";
  /** The message has several whole plans. */
  readonly hasVariants: boolean;
  readonly totalHours: number | null;
  readonly level: Plan["level"];
  readonly title: string | null;
  readonly modules: readonly {
    readonly hours: number | null;
    readonly title: string;
    readonly topics: number | null;
    readonly summary: string | null;
  }[];
}

interface Example {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

const folder = new URL("../../../test/plans/", import.meta.url);

const expectedOf = (lines: readonly string[]): Expected => {
  const [head = "", ...rest] = lines;
  const title = rest.find((line) => line.startsWith("title "))?.slice(6) ?? null;
  const modules = rest
    .filter((line) => /^[\d?.]+ \| /.test(line))
    .map((line) => {
      const [hours = "", name = "", topics, summary] = line.split(" | ");
      return {
        hours: hours === "?" ? null : Number(hours),
        title: name,
        topics: topics === undefined ? null : Number(topics),
        summary: summary ?? null,
      };
    });
  const total = /total (\d+)/.exec(head)?.[1];
  return {
    verdict: (/^(?:complete|incomplete|none)/.exec(head)?.[0] ?? "none") as Expected["verdict"],
    hasVariants: head.includes("variants"),
    totalHours: total === undefined ? null : Number(total),
    level: (/level (\w+)/.exec(head)?.[1] ?? null) as Plan["level"],
    title,
    modules,
  };
};

/** Every plan of the corpus, named by its file and what is special about it. */
const examples: readonly Example[] = readdirSync(folder)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .toSorted()
  .flatMap((file) =>
    readFileSync(new URL(file, folder), "utf8")
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const [head = "", text = ""] = part.split(/^%%\n/m);
        const [name = "", ...lines] = head.split("\n");
        return {
          name: `${file.slice(0, -3)}: ${name}`,
          text: text.replace(/\n$/, ""),
          expected: expectedOf(lines),
        };
      }),
  );

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
      const wrong = Array.from(text, (_, at) => at).filter((end) => {
        const plan = readPlan(text.slice(0, end));
        return plan?.isComplete && !isDeepStrictEqual(named(plan), named(readPlan(text)));
      });
      expect(wrong.map((end) => text.slice(0, end))).toEqual([]);
    },
  );

  it("cut and mixed with others never gives a complete plan whose hours are not its total", () => {
    const pieces = examples.flatMap(({ text }) => text.split("\n"));
    const lines = fc.array(fc.constantFrom(...pieces), { maxLength: 40 });
    fc.assert(
      fc.property(lines, (lines) => {
        const plan = readPlan(lines.join("\n"));
        const modules = plan?.isComplete ? plan.modules : [];
        const hours = modules.map(({ hours }) => hours ?? Number.NaN);
        expect(hours.every((one) => Number.isInteger(one) && one >= 1)).toBe(true);
        expect(modules.length).toBeLessThanOrEqual(20);
        expect(modules.length > 0 ? plan?.totalHours : 0).toBe(hours.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 1_000 },
    );
  });
});

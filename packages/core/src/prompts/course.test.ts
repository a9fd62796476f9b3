import { describe, expect, it } from "vitest";
import { coursePlanSchema, finalizedCourseSchema, parseCourse, parsePlan } from "./course.ts";

const module = (over: Record<string, unknown> = {}) => ({
  module_number: 1,
  title: "Intro",
  description: "Basics.",
  estimated_duration_hours: 4,
  learning_objectives: ["Know it"],
  previous_number: null,
  ...over,
});
const course = { modules: [module(), module({ module_number: 2, previous_number: 1 })] };
const json = JSON.stringify(course);

describe("parseCourse", () => {
  it.each([
    ["bare", json],
    ["fenced", `\`\`\`json\n${json}\n\`\`\``],
    ["with prose around it", `Sure! Here {it} is:\n${json}\nGood luck [friend]!`],
    ["after a draft", `<think>{"modules":[]} no</think>\n${json}`],
    ["as a bare array", JSON.stringify(course.modules)],
    ["as an array in prose", `Modules: ${JSON.stringify(course.modules)}.`],
    ["with NUL characters", `\0${JSON.stringify(course).replace("Intro", "In\\u0000tro")}\0`],
  ])("reads an answer %s", (_, text) => {
    expect(parseCourse(text)).toEqual({ ok: true, course });
  });

  it("takes a missing previous_number as null", () => {
    const { previous_number: _, ...rest } = module();
    expect(parseCourse(JSON.stringify({ modules: [rest] }))).toEqual({
      ok: true,
      course: { modules: [module()] },
    });
  });

  it("lets one module only continue an earlier one, and numbers by place", () => {
    const twice = [
      module({ module_number: 7, previous_number: 3 }),
      module({ module_number: 7, previous_number: 3 }),
    ];
    const result = parseCourse(JSON.stringify(twice));
    expect(
      result.ok && result.course.modules.map((m) => [m.module_number, m.previous_number]),
    ).toEqual([
      [1, 3],
      [2, null],
    ]);
  });

  it.each([
    ["prose", "I am sorry, I cannot.", "contains no JSON object"],
    ["no modules", "{}", "contains no JSON object"],
    ["an empty list", '{"modules":[]}', "modules"],
    ["an empty title", JSON.stringify([module({ title: " " })]), "modules.0.title"],
    ["a long title", JSON.stringify([module({ title: "x".repeat(201) })]), "modules.0.title"],
    [
      "half hours",
      JSON.stringify([module({ estimated_duration_hours: 1.5 })]),
      "modules.0.estimated",
    ],
    [
      "501 hours",
      JSON.stringify([module({ estimated_duration_hours: 501 })]),
      "modules.0.estimated",
    ],
    ["no objectives", JSON.stringify([module({ learning_objectives: [] })]), "modules.0.learning"],
    [
      "a missing description",
      JSON.stringify([module({ description: undefined })]),
      "modules.0.desc",
    ],
    [
      "21 modules",
      JSON.stringify({ modules: Array.from({ length: 21 }, () => module()) }),
      "modules",
    ],
    ["a cut answer", json.slice(0, -30), "contains no JSON object"],
  ])("names what is wrong with %s", (_, text, issue) => {
    const result = parseCourse(text);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.issues[0]).toContain(issue);
  });

  it("gives up quickly on an answer made of brackets", () => {
    expect(parseCourse("[{".repeat(50_000)).ok).toBe(false);
  });
});

describe("parsePlan", () => {
  const plan = {
    overview: "About",
    goals: ["g"],
    modules: [1, 2, 3].map((n) => ({
      name: `M${n}`,
      description: "d",
      duration_hours: n / 2,
      topics: ["t"],
    })),
    exercises: ["e"],
    final_project: "p",
  };

  it("reads a plan in a fence", () => {
    expect(parsePlan(`\`\`\`\n${JSON.stringify(plan)}\n\`\`\``)).toEqual({ ok: true, plan });
  });

  it("refuses fewer than three modules", () => {
    expect(parsePlan(JSON.stringify({ ...plan, modules: plan.modules.slice(1) })).ok).toBe(false);
  });
});

describe("the JSON Schemas", () => {
  const keywords = new Set<string>();
  const walk = (node: unknown, isProperties = false): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    if (node === null || typeof node !== "object") return;
    for (const [key, value] of Object.entries(node)) {
      if (!isProperties) keywords.add(key);
      walk(value, !isProperties && key === "properties");
    }
    if ("properties" in node && !isProperties) {
      expect(node).toMatchObject({
        additionalProperties: false,
        required: Object.keys(Object(node.properties)),
      });
    }
  };

  it("use only what strict structured output takes, with every property required", () => {
    walk(finalizedCourseSchema.schema);
    walk(coursePlanSchema.schema);
    expect([...keywords].toSorted()).toEqual([
      "additionalProperties",
      "anyOf",
      "description",
      "items",
      "properties",
      "required",
      "type",
    ]);
  });
});

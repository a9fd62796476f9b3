// The two shapes a model must answer in, as schemas, as JSON Schemas, and as tolerant readers.
import * as z from "zod";
import { limits } from "@ai-learning/protocol/limits";
import { jsonValues } from "./extract.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

export const sentence = (max: number) => z.string().trim().min(1).max(max);

export const finalizedModule = z.object({
  module_number: z.int().min(1).describe("place in the course, from 1"),
  title: sentence(200).describe("1 to 200 characters, as in the plan"),
  description: sentence(4_000).describe("one or two sentences, not empty"),
  estimated_duration_hours: z.int().min(1).max(500).describe("whole hours, 1 to 500"),
  learning_objectives: z.array(sentence(500)).min(1).max(6).describe("1 to 6 short outcomes"),
  previous_number: z
    .int()
    .min(1)
    .nullable()
    .describe("number of the existing module that this one continues, else null"),
});
export type FinalizedModule = z.infer<typeof finalizedModule>;

export const finalizedCourse = z.object({
  modules: z
    .array(finalizedModule)
    .min(1)
    .max(limits.planModules)
    .describe("1 to 20 modules in order"),
});
export type FinalizedCourse = z.infer<typeof finalizedCourse>;

export const coursePlan = z.object({
  overview: sentence(4_000).describe("what the course is about, two or three sentences"),
  goals: z.array(sentence(500)).min(1).max(6),
  modules: z
    .array(
      z.object({
        name: sentence(200),
        description: sentence(2_000),
        duration_hours: z.number().positive().max(500).describe("hours"),
        topics: z.array(sentence(500)).min(1).max(10),
      }),
    )
    .min(3)
    .max(limits.planModules)
    .describe("3 to 20 modules in order"),
  exercises: z.array(sentence(1_000)).min(1).max(10),
  final_project: sentence(2_000),
});
export type CoursePlan = z.infer<typeof coursePlan>;

/** Bounds are not part of the subset every strict-mode server takes; the readers below check them. */
const unsupported = new Set([
  "$schema",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
]);

/** A JSON Schema in the subset that strict structured output accepts. */
export type StrictSchema = Readonly<Record<string, unknown>>;

const within = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(within);
  return isObject(node) ? strict(node) : node;
};

const strict = (node: object): StrictSchema =>
  Object.fromEntries(
    Object.entries(node)
      .filter(([keyword]) => !unsupported.has(keyword))
      .map(([keyword, value]) => [keyword, within(value)]),
  );

/** A schema as strict structured output takes it. */
export const strictSchema = (schema: z.ZodType): StrictSchema => strict(z.toJSONSchema(schema));

/** For `response_format: { type: "json_schema", json_schema: { name, strict: true, schema } }`. */
export const finalizedCourseSchema = {
  name: "finalized_course",
  schema: strict(z.toJSONSchema(finalizedCourse)),
};
export const coursePlanSchema = { name: "course_plan", schema: strict(z.toJSONSchema(coursePlan)) };

export type ParsedCourse =
  | { readonly ok: true; readonly course: FinalizedCourse }
  | { readonly ok: false; readonly issues: string[] };
export type ParsedPlan =
  | { readonly ok: true; readonly plan: CoursePlan }
  | { readonly ok: false; readonly issues: string[] };

export const issuesOf = (error: z.ZodError): string[] =>
  error.issues.map((issue) => {
    const path = issue.path.map(String).join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });

const notFound = 'The answer contains no JSON object with a "modules" array.';

const isList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.some((one) => isObject(one) && "title" in one);

const hasModules = (value: unknown): value is { readonly modules: readonly unknown[] } =>
  isObject(value) && Array.isArray(value["modules"]);

/** Of several modules that claim the same earlier one (it was split), the first continues it. */
const firstClaims = (modules: readonly FinalizedModule[]): FinalizedModule[] => {
  const claimed = new Set<number>();
  return modules.map((module, index) => {
    const previous = module.previous_number;
    const taken = previous !== null && claimed.has(previous);
    if (previous !== null) claimed.add(previous);
    return { ...module, module_number: index + 1, previous_number: taken ? null : previous };
  });
};

// In a text with several values the last one counts: a model that thinks aloud shows drafts first.

/** Reads the answer to `finalize`: modules in order, numbered from 1; nothing is made up for what is missing. */
export const parseCourse = (text: string): ParsedCourse => {
  const value = jsonValues(text).findLast((one) => isList(one) || hasModules(one));
  if (value === undefined) return { ok: false, issues: [notFound] };
  const list: readonly unknown[] = isList(value) ? value : hasModules(value) ? value.modules : [];
  const modules = list.map((module) =>
    isObject(module) ? { ...module, previous_number: module["previous_number"] ?? null } : module,
  );
  const result = finalizedCourse.safeParse({ modules });
  return result.success
    ? { ok: true, course: { modules: firstClaims(result.data.modules) } }
    : { ok: false, issues: issuesOf(result.error) };
};

/** Reads the answer to `plan`. */
export const parsePlan = (text: string): ParsedPlan => {
  const value = jsonValues(text).findLast(hasModules);
  if (value === undefined) return { ok: false, issues: [notFound] };
  const result = coursePlan.safeParse(value);
  return result.success
    ? { ok: true, plan: result.data }
    : { ok: false, issues: issuesOf(result.error) };
};

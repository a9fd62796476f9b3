// Turning a schema's complaints into one public error that says what would be right.
import { PublicError, type Issue } from "@ai-learning/core/error";
import type { Schema, SchemaIssue } from "@ai-learning/protocol/route";

function sentence(issue: SchemaIssue): string {
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    return issue.message.endsWith("received undefined")
      ? "is required"
      : `must be ${issue.expected === "int" ? "a whole number" : `of type ${issue.expected}`}`;
  }
  if (issue.code === "invalid_value") return `must be one of: ${issue.values.join(", ")}`;
  return issue.message;
}

/** A union's own members complain one level down; theirs are the useful words. */
const flatten = (issue: SchemaIssue): readonly SchemaIssue[] =>
  issue.code === "invalid_union" && issue.errors[0]?.[0] !== undefined
    ? [{ ...issue.errors[0][0], path: [...issue.path, ...issue.errors[0][0].path] }]
    : [issue];

/** The value as its schema reads it. Throws `invalid_choice` or `invalid_request`. */
export function parse<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const raw = parsed.error.issues.flatMap(flatten);
  const issues: Issue[] = raw.map((one) => ({
    path: one.path.map(String).join("."),
    message: sentence(one),
  }));
  const choice = raw.find((one) => one.code === "custom" && one.params?.["choice"] === true);
  if (choice !== undefined) throw new PublicError("invalid_choice", choice.message, { issues });
  const [first] = issues;
  const detail = first === undefined ? "is wrong" : `${first.path || "body"} ${first.message}`;
  throw new PublicError("invalid_request", detail, { issues });
}

/** Parses JSON text. Throws `invalid_json`. */
export function parseJson(text: string, what = "body"): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new PublicError("invalid_json", `The ${what} is not valid JSON`, { cause });
  }
}

// The newest warnings and errors of what is logged: when, where, which event, whose ids. Never a text: what a message
// says is not for a page.
import type { Log } from "../log.ts";

/** One of them. */
export interface LoggedError {
  /** ISO 8601. */
  readonly at: string;
  readonly level: "warn" | "error";
  /** A function's name or a part of the runner. */
  readonly source: string;
  /** As the log names it; "output" for a line without a name. */
  readonly event: string;
  /** A code of the contract, the name of a part, or that of what was thrown. */
  readonly code?: string;
  /** Every field that ends with `_id`. */
  readonly ids: Readonly<Record<string, string>>;
  /** How often it came in a row of its like, `at` being the last time; those with ids are one each. */
  readonly times: number;
}

/** The last of them, the newest first. */
export interface LastErrors {
  readonly add: Log;
  list(): readonly LoggedError[];
}

type Found = Omit<LoggedError, "times">;

const maxKept = 30;
const nameShape = /^[\w.:-]{1,64}$/;
const idShape = /^[\w.~=:+/-]{1,128}$/;

/** Names of errors, as they begin a line of a stack. */
const thrownName = /^(?:Uncaught )?([A-Z][A-Za-z.]{0,40}(?:Error|Exception|Timedout))\b/;

export function createLastErrors(now: () => Date = () => new Date()): LastErrors {
  const kept: LoggedError[] = [];
  return {
    add(source, line, level = "info") {
      const found = structured(source, line) ?? plain(source, line, level, now());
      if (found === undefined) return;
      const like = kept.findIndex((one) => isRepeated(one, found));
      const [before] = like < 0 ? [] : kept.splice(like, 1);
      kept.unshift({ ...found, times: (before?.times ?? 0) + 1 });
      if (kept.length > maxKept) kept.pop();
    },
    list: () => kept,
  };
}

/** What is the same but for its time, and nobody's in particular. */
function isRepeated(one: Found, other: Found): boolean {
  return (
    Object.keys(other.ids).length === 0 &&
    Object.keys(one.ids).length === 0 &&
    one.source === other.source &&
    one.level === other.level &&
    one.event === other.event &&
    one.code === other.code
  );
}

/** The fields of a line that is a JSON object; undefined for any other. */
export function fieldsOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: Record<string, unknown> = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}

function structured(source: string, line: string): Found | undefined {
  // Most lines are neither, and need no parsing.
  if (!/"level":\s*"(?:warn|error|fatal)"/i.test(line)) return undefined;
  const fields = fieldsOf(line);
  if (fields === undefined) return undefined;
  const text = (name: string, shape: RegExp): string | undefined => {
    const value = fields[name];
    return typeof value === "string" && shape.test(value) ? value : undefined;
  };
  const code = text("code", nameShape) ?? text("part", nameShape) ?? text("error", nameShape);
  const ids = Object.keys(fields).flatMap((name) => {
    const value = name.endsWith("_id") ? text(name, idShape) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return {
    at: text("time", /^[\dT:.Z+-]{10,40}$/) ?? new Date().toISOString(),
    level: /^warn$/i.test(text("level", nameShape) ?? "") ? "warn" : "error",
    source,
    event: text("event", nameShape) ?? "output",
    ...(code !== undefined && { code }),
    ids: Object.fromEntries(ids),
  };
}

/** A line of the runner, or the first of a stack; what follows it in the stack counts no more. */
function plain(
  source: string,
  line: string,
  level: "info" | "warn" | "error",
  at: Date,
): Found | undefined {
  if (level === "info" || /^\s|^\{|^Node\.js v|^$/.test(line)) return undefined;
  const code = thrownName.exec(line)?.[1];
  return {
    at: at.toISOString(),
    level,
    source,
    event: "output",
    ...(code !== undefined && { code }),
    ids: {},
  };
}

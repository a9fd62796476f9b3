// A line of the log as one JSON object, for `--logs`: a function's own line with where it comes from, anything else as
// the message of one.
import { fieldsOf } from "./status/last-errors.ts";

/** The line without its end. `source` and `level` are those of `Log`. */
export function jsonLine(
  source: string,
  line: string,
  level: "info" | "warn" | "error",
  now = new Date(),
): string {
  const fields = fieldsOf(line);
  if (fields !== undefined) return JSON.stringify({ source, ...fields });
  return JSON.stringify({
    source,
    level,
    event: "output",
    time: now.toISOString(),
    message: line,
  });
}

// How the parts of the runner report: a sink given to each, so that tests can listen and nothing prints by itself.

/** What happened where. `source` is a function's name or a part such as "queue"; `level` is how loud it is. */
export type Log = (source: string, line: string, level?: "info" | "warn" | "error") => void;

/** Tells both, one after the other. */
export const both =
  (first: Log, second: Log): Log =>
  (source, line, level) => {
    first(source, line, level);
    second(source, line, level);
  };

/** Says nothing. */
export const silent: Log = () => undefined;

/** The message of a thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

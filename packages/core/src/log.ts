// Structured logs: one JSON line each, with the ids of what is being done. Never given a key, a token, a cookie or a
// message's text.
import { current, traceId } from "./log-context.ts";

export { add, current, within, type Ids } from "./log-context.ts";

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function describe(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : null;
  return { error: error.name, error_message: error.message, stack: error.stack, cause };
}

function write(level: "info" | "warn" | "error", event: string, fields: object): void {
  const line = JSON.stringify({
    level,
    event,
    time: new Date().toISOString(),
    trace_id: traceId(),
    ...current(),
    ...fields,
  });
  process.stdout.write(`${line}\n`);
}

interface MetricsLine {
  readonly namespace: string;
  /** By which all numbers are summed up. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** By which those `byMore` are summed up as well. */
  readonly more: Readonly<Record<string, string>>;
  readonly fields: Fields;
  readonly numbers: Readonly<
    Record<
      string,
      {
        readonly value: number;
        readonly unit: "Count" | "Milliseconds";
        readonly byMore?: boolean;
      }
    >
  >;
}

/** A line from which CloudWatch takes metrics; elsewhere it is a line like any other. */
export function metrics(event: string, line: MetricsLine): void {
  const { namespace, dimensions, more, fields, numbers } = line;
  const names = Object.keys(dimensions);
  const named = (all: typeof numbers): object[] =>
    Object.entries(all).map(([Name, { unit }]) => ({ Name, Unit: unit }));
  const byMore = Object.fromEntries(Object.entries(numbers).filter(([, one]) => one.byMore));
  const _aws = {
    Timestamp: Date.now(),
    CloudWatchMetrics: [
      { Namespace: namespace, Dimensions: [names], Metrics: named(numbers) },
      ...(Object.keys(byMore).length === 0
        ? []
        : [
            {
              Namespace: namespace,
              Dimensions: [[...names, ...Object.keys(more)]],
              Metrics: named(byMore),
            },
          ]),
    ],
  };
  const values = Object.entries(numbers).map(([name, { value }]) => [name, value] as const);
  write("info", event, {
    ...fields,
    ...dimensions,
    ...more,
    ...Object.fromEntries(values),
    _aws,
  });
}

export const info = (event: string, fields: Fields = {}): void => write("info", event, fields);

export const warn = (event: string, fields: Fields = {}, error?: unknown): void =>
  write("warn", event, error === undefined ? fields : { ...fields, ...describe(error) });

export const error = (event: string, cause: unknown, fields: Fields = {}): void =>
  write("error", event, { ...fields, ...describe(cause) });

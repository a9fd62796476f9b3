// What CloudWatch makes numbers of: the embedded metric format, in which a log line carries its own metrics.
// Format: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import * as config from "./config.ts";
import * as log from "./log.ts";
import { answerMetric, namespace, serviceMetric } from "./metric-names.ts";

/** An answer of the service's own model that has ended: a turn's, or a job's. */
export interface AnswerCount {
  readonly kind: string;
  /** Why it failed; null when it did not. */
  readonly code: string | null;
  readonly firstTokenMs: number | null;
  readonly durationMs: number;
}

/** Codes with which an answer fails because of what was asked, and not because of us or the model's server. */
const ofTheQuestion = new Set(["model_refused", "plan_not_found", "budget_exhausted"]);

/**
 * Counts an answer: `Answers`, `AnswersFailed` (0 or 1), `AnswerMs` and `FirstTokenMs` (milliseconds) of the stage, and
 * `Answers` of the stage by code. Answers of users' own models are not counted: no operator can mend those.
 */
export function countAnswer({ kind, code, firstTokenMs, durationMs }: AnswerCount): void {
  const failed = code !== null && !ofTheQuestion.has(code);
  log.metrics("answer_counted", {
    namespace,
    dimensions: { stage: config.stage() },
    more: { code: code ?? "none" },
    fields: { kind },
    numbers: {
      [answerMetric.ended]: { value: 1, unit: "Count", byMore: true },
      [answerMetric.failed]: { value: failed ? 1 : 0, unit: "Count" },
      [answerMetric.duration]: { value: durationMs, unit: "Milliseconds" },
      ...(firstTokenMs === null
        ? {}
        : { [answerMetric.firstToken]: { value: firstTokenMs, unit: "Milliseconds" } }),
    },
  });
}

type Unit = "Count" | "Milliseconds";

/** Writes numbers of the stage, by what `by` says: each combination is a metric that costs money. */
function count(
  event: string,
  numbers: Readonly<Record<string, { readonly value: number; readonly unit: Unit }>>,
  by: Readonly<Record<string, string>> = {},
  fields: Readonly<Record<string, string | number>> = {},
): void {
  const dimensions = { stage: config.stage(), ...by };
  log.metrics(event, { namespace, dimensions, more: {}, fields, numbers });
}

const one = (value = 1) => ({ value, unit: "Count" as const });

/** Counts a turn that ended: `Turns` by how it ended. */
export const countTurn = (status: string, kind: string): void =>
  count("turn_ended", { [serviceMetric.turns]: one() }, { status }, { kind });

/** Counts a job that ended: `Jobs` by how it ended. */
export const countJob = (status: string, kind: string): void =>
  count("job_ended", { [serviceMetric.jobs]: one() }, { status }, { kind });

/**
 * Measures how long a wake-up waited: `QueueMs`. Only of its first delivery: a later one waited for a worker to be given up.
 *
 * @param waitedMs from when it was sent
 */
export const measureQueue = (waitedMs: number): void =>
  count("wakeup_received", {
    [serviceMetric.queueAge]: { value: Math.max(0, waitedMs), unit: "Milliseconds" },
  });

/** Tells how many turns are unfinished now, and how many rows of the ledger's last minutes do not agree with what is stored. */
export const measureOpen = (turns: number, jobs: number, differences: number): void =>
  count(
    "open_counted",
    {
      [serviceMetric.openTurns]: one(turns),
      [serviceMetric.ledgerDifferences]: one(differences),
    },
    {},
    { open_jobs: jobs },
  );

/** Counts a post to a connection that is gone. */
export const countGone = (): void => count("connection_gone", { [serviceMetric.gone]: one() });

/** Counts a request that was refused because the day's tokens are spent. */
export const countBudgetRefusal = (): void =>
  count("budget_refused", { [serviceMetric.budgetRefusals]: one() });

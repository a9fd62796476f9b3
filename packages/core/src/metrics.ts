// What CloudWatch makes numbers of: the embedded metric format, in which a log line carries its own metrics.
// Format: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import * as config from "./config.ts";
import * as log from "./log.ts";
import { answerMetric, namespace } from "./metric-names.ts";

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

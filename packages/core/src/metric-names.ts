// Names of the metrics that functions write into their logs, and alarms and the dashboard read.

export const namespace = "ai-learning";

/** Of answers of the service's own model, each with the stage for its dimension. */
export const answerMetric = {
  /** Answers that ended; also by `code`, which is `none` where they ended well. */
  ended: "Answers",
  failed: "AnswersFailed",
  /** Milliseconds. */
  duration: "AnswerMs",
  /** Milliseconds. */
  firstToken: "FirstTokenMs",
} as const;

/** Of the service, each with the stage for its dimension; each combination of dimensions is one that CloudWatch charges for. */
export const serviceMetric = {
  /** Turns that ended, by the service's models and by users' own, by `status`. */
  turns: "Turns",
  /** Jobs that ended, by `status`. */
  jobs: "Jobs",
  /** How long a wake-up waited for its worker the first time: milliseconds. */
  queueAge: "QueueMs",
  /** Turns that are not finished, counted each minute. */
  openTurns: "OpenTurns",
  /** Posts to connections that turned out to be gone (410). */
  gone: "ConnectionsGone",
  /** Requests refused because the day's tokens are spent. */
  budgetRefusals: "BudgetRefusals",
  /** Rows of the last minutes in which the ledger and what is stored beside it do not agree. */
  ledgerDifferences: "LedgerDifferences",
} as const;

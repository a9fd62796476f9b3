// Names of the metrics that functions write into their logs, and alarms read.

export const namespace = "ai-learning";

/** Of answers, each with the stage for its dimension. */
export const answerMetric = {
  /** Answers that ended; also by `code`, which is `none` where they ended well. */
  ended: "Answers",
  failed: "AnswersFailed",
  /** Milliseconds. */
  duration: "AnswerMs",
  /** Milliseconds. */
  firstToken: "FirstTokenMs",
} as const;

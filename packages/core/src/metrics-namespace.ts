/** Of the metrics that functions write into their logs, and alarms read. */
export const namespace = "ai-learning";

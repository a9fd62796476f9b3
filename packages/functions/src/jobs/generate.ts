// The mentor's worker: one wake-up a call.
import { work as workOnJob } from "@ai-learning/core/job/work";
import { measureQueue } from "@ai-learning/core/metrics";
import { work as workOnTurn } from "@ai-learning/core/turn/work";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { onRecord } from "./record.ts";

/** How long a wake-up waited, at its first delivery: a later one waited for a worker that failed. */
function measure({ attributes }: SQSRecord): void {
  const sentAt = Number(attributes.SentTimestamp);
  const isFirst = attributes.ApproximateReceiveCount === "1";
  if (isFirst && sentAt > 0) measureQueue(Date.now() - sentAt);
}

/** Throws when the wake-up has to come again: the queue delivers it once more, then to the DLQ. */
export async function handler(event: SQSEvent, context: Context): Promise<void> {
  for (const record of event.Records) {
    const { receiptHandle: receipt } = record;
    await onRecord(record, (message) => {
      measure(record);
      return "job_id" in message
        ? workOnJob(message.job_id, receipt)
        : workOnTurn(message, receipt, () => context.getRemainingTimeInMillis());
    });
  }
}

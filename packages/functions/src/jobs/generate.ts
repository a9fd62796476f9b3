// The mentor's worker: one wake-up a call.
import { wakeUp } from "@ai-learning/core/adapters/queue";
import { work as workOnJob } from "@ai-learning/core/job/work";
import { work as workOnTurn } from "@ai-learning/core/turn/work";
import type { Context, SQSEvent } from "aws-lambda";
import { parse, parseJson } from "../validate.ts";

/** Throws when the wake-up has to come again: the queue delivers it once more, then to the DLQ. */
export async function handler(event: SQSEvent, context: Context): Promise<void> {
  for (const record of event.Records) {
    const message = parse(wakeUp, parseJson(record.body));
    const { receiptHandle: receipt } = record;
    await ("job_id" in message
      ? workOnJob(message.job_id, receipt)
      : workOnTurn(message, receipt, () => context.getRemainingTimeInMillis()));
  }
}

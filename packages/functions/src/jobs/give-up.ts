// Wake-ups that failed too often: the turn or the job ends as failed, and its learner is told.
import { giveUp as giveUpJob } from "@ai-learning/core/job/give-up";
import { giveUp as giveUpTurn } from "@ai-learning/core/turn/give-up";
import type { SQSEvent } from "aws-lambda";
import { onRecord } from "./record.ts";

export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    await onRecord(record, (message) =>
      "job_id" in message
        ? giveUpJob(message.job_id, "gave_up")
        : giveUpTurn(message.message_id, "gave_up"),
    );
  }
}

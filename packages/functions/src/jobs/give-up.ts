// Wake-ups that failed too often: the turn ends as failed, and its learner is told.
import { wakeUp } from "@ai-learning/core/adapters/queue";
import { giveUp } from "@ai-learning/core/turn/give-up";
import type { SQSEvent } from "aws-lambda";
import { parse, parseJson } from "../validate.ts";

export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    await giveUp(parse(wakeUp, parseJson(record.body)).message_id, "gave_up");
  }
}

// Wake-ups: a message in the queue says only "look at this chat", or "at this job". PostgreSQL knows the rest.
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { requestTimeouts } from "./aws.ts";
import * as config from "../config.ts";
import * as log from "../log.ts";

const turnWakeUp = z.object({ chat_id: z.string(), message_id: z.string() });
const jobWakeUp = z.object({ job_id: z.string() });

export const wakeUp = z.union([jobWakeUp, turnWakeUp]);
export type TurnWakeUp = z.infer<typeof turnWakeUp>;
export type WakeUp = z.infer<typeof wakeUp>;

/** Seconds after which a wake-up whose worker died is delivered again. */
const heldSeconds = 30;
const extendEveryMs = 10_000;

let client: SQSClient | undefined;
const sqs = (): SQSClient => (client ??= new SQSClient(requestTimeouts));

/** Asks for a turn or a job to be worked on. */
export async function wake(wakeUp: WakeUp): Promise<void> {
  await sqs().send(
    new SendMessageCommand({
      QueueUrl: config.wakeups().url,
      MessageBody: JSON.stringify(wakeUp),
    }),
  );
}

/** As `wake`, but a queue that is away is left to the sweep: what it wakes is already stored. */
export async function tryWake(message: WakeUp): Promise<void> {
  try {
    await wake(message);
  } catch (error) {
    log.error("wakeup_not_sent", error, { ...message });
  }
}

/** Keeps a received wake-up ours for short spans at a time; returns how to let go of it. */
export function hold(receiptHandle: string): () => void {
  const extend = async (): Promise<void> => {
    try {
      await sqs().send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: config.wakeups().url,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: heldSeconds,
        }),
      );
    } catch (error) {
      log.warn("wakeup_not_held", {}, error);
    }
  };
  void extend();
  const timer = setInterval(() => void extend(), extendEveryMs);
  return () => clearInterval(timer);
}

// Wake-ups: a message in the queue says only "look at this chat", or "at this job". PostgreSQL knows the rest.
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { requestTimeouts } from "./aws.ts";
import { every, systemClock, type Clock } from "../clock.ts";
import * as config from "../config.ts";
import * as log from "../log.ts";

/** The request that caused it, for the log alone: wake-ups of earlier releases have none, and earlier releases ignore it. */
const cause = { request_id: z.string().max(200).optional() };
const turnWakeUp = z.object({ chat_id: z.string(), message_id: z.string(), ...cause });
const jobWakeUp = z.object({ job_id: z.string(), ...cause });

export const wakeUp = z.union([jobWakeUp, turnWakeUp]);
export type TurnWakeUp = z.infer<typeof turnWakeUp>;
export type WakeUp = z.infer<typeof wakeUp>;

let client: SQSClient | undefined;
const sqs = (): SQSClient => (client ??= new SQSClient(requestTimeouts));

/** Asks for a turn or a job to be worked on. */
export async function wake(wakeUp: WakeUp): Promise<void> {
  await sqs().send(
    new SendMessageCommand({
      QueueUrl: config.wakeups().url,
      MessageBody: JSON.stringify({ request_id: log.current().request_id ?? undefined, ...wakeUp }),
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

/**
 * Hides a received wake-up from other workers for `visibilityMs` at a time, again and again; returns how to let go of it.
 *   hide: asks the queue for that. A failure may pass: the next time comes before the wake-up is seen.
 */
export function keepHidden(
  hide: () => Promise<void>,
  extendEveryMs: number,
  clock: Clock = systemClock,
): () => void {
  let isHeld = true;
  const extend = (): void => {
    hide().catch((error: unknown) => {
      // A wake-up that was let go of may be deleted before the request arrives.
      if (isHeld) log.warn("wakeup_not_held", {}, error);
    });
  };
  extend();
  const stop = every(extendEveryMs, extend, clock);
  return () => {
    isHeld = false;
    stop();
  };
}

/** Keeps a received wake-up ours for short spans at a time; returns how to let go of it. */
export function hold(receiptHandle: string): () => void {
  const { visibilityMs, extendVisibilityMs } = config.turnTiming();
  const hide = async (): Promise<void> => {
    await sqs().send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: config.wakeups().url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: visibilityMs / 1_000,
      }),
    );
  };
  return keepHidden(hide, extendVisibilityMs);
}

/** Rejects unless the queue is there. */
export async function look(abortSignal: AbortSignal): Promise<void> {
  const { url: QueueUrl } = config.wakeups();
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  await sqs().send(command, { abortSignal });
}

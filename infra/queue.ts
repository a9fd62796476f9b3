// Wake-ups and, behind them, those that failed too often.
import { queues } from "@ai-learning/functions/manifest";

export const deadLettersQueue = new sst.aws.Queue("DeadLetters", {
  visibilityTimeout: `${queues.deadLetters.visibilitySeconds} seconds`,
  transform: {
    queue: {
      messageRetentionSeconds: queues.deadLetters.retentionSeconds,
      sqsManagedSseEnabled: true,
    },
  },
});

export const wakeupsQueue = new sst.aws.Queue("WakeupsQueue", {
  visibilityTimeout: `${queues.wakeups.visibilitySeconds} seconds`,
  dlq: { queue: deadLettersQueue.arn, retry: queues.wakeups.maxReceives },
  transform: { queue: { sqsManagedSseEnabled: true } },
});

/** The address alone: linking the queue itself would allow everything on it. */
export const wakeups = new sst.Linkable("Wakeups", { properties: { url: wakeupsQueue.url } });

// The two queues on a local SQS, with the manifest's settings, the dead-letter queue behind the other.
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  type SQSClient,
  type QueueAttributeName,
} from "@aws-sdk/client-sqs";
import { queues } from "@ai-learning/functions/manifest";
import { messageOf } from "../log.ts";
import { StartError } from "../start-error.ts";

/** A queue as functions and pollers know it. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
}

/** Both queues, by the names the manifest uses. */
export type Queues = Readonly<Record<"wakeups" | "dead-letters", Queue>>;

type Attributes = Partial<Record<QueueAttributeName, string>>;

/**
 * Makes sure of both queues.
 *
 * @throws StartError when the endpoint does not answer
 */
export async function openQueues(client: SQSClient, endpoint: string): Promise<Queues> {
  const { wakeups, deadLetters } = queues;
  try {
    const dead = await ensure(client, endpoint, "dead-letters", deadLetters.visibilitySeconds, {
      MessageRetentionPeriod: String(deadLetters.retentionSeconds),
    });
    const policy = { deadLetterTargetArn: dead.arn, maxReceiveCount: wakeups.maxReceives };
    const live = await ensure(client, endpoint, "wakeups", wakeups.visibilitySeconds, {
      RedrivePolicy: JSON.stringify(policy),
    });
    return { wakeups: live, "dead-letters": dead };
  } catch (cause) {
    throw new StartError(
      `SQS at ${endpoint} cannot be used (${messageOf(cause)}): start it, or unset AWS_ENDPOINT_URL_SQS.`,
      { cause },
    );
  }
}

async function ensure(
  client: SQSClient,
  endpoint: string,
  name: string,
  visibilitySeconds: number,
  more: Attributes,
): Promise<Queue> {
  const attributes = { VisibilityTimeout: String(visibilitySeconds), ...more };
  let made: string | undefined;
  try {
    made = (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (thrown) {
    if (!(thrown instanceof QueueDoesNotExist)) throw thrown;
    made = (await client.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl;
  }
  // A server's idea of its own address may be out of date, or not ours; the path is what counts.
  const url = new URL(new URL(made ?? `/${name}`, endpoint).pathname, endpoint).href;
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
  const { Attributes: answered } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  return { url, arn: answered?.QueueArn ?? "", visibilitySeconds };
}

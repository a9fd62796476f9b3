// The event source mapping of one queue: long polls, hands one record at a time to the function, deletes it when
// that went well and in time. What failed is left to reappear, and in the end to become a dead letter.
import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { FaultBoard } from "../faults/faults.ts";
import type { Outcome } from "../functions/ipc.ts";
import { messageOf, type Log } from "../log.ts";
import type { Queue } from "./queues.ts";
import type { SqsProxy } from "./sqs-proxy.ts";

/** What polling one queue needs. */
export interface PollerOptions {
  readonly client: SQSClient;
  readonly queue: Queue;
  readonly region: string;
  /** Records worked on at a time. */
  readonly parallel: number;
  readonly longPollSeconds: number;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Knows of visibility that the function changed. */
  readonly proxy: Pick<SqsProxy, "deadlineOf" | "forget">;
  readonly faults: FaultBoard;
  readonly log: Log;
}

/** A running poller. */
export interface Poller {
  /** Receives nothing more; records in work go on. */
  stop(): Promise<void>;
}

/** Most that SQS gives out at once. */
const mostAtOnce = 10;

/** The answer to a receive may be so old when we read it. */
const clockMarginMs = 50;

/** Starts polling. */
export function startPoller(options: PollerOptions): Poller {
  const { client, queue, faults, log } = options;
  const stopping = new AbortController();
  /** Records put off by a switch; they keep no other waiting. */
  const delayed = new Set<Promise<void>>();

  async function receive(most: number): Promise<readonly Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(most, mostAtOnce),
      WaitTimeSeconds: options.longPollSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages } = await client.send(command, { abortSignal: stopping.signal });
    return Messages ?? [];
  }

  async function deliver(event: unknown): Promise<Outcome> {
    if (!faults.roll("queue.duplicate")) return options.invoke(event);
    const first = options.invoke(event);
    // Both kinds of repetition happen on AWS; the dice say which.
    if (faults.pick("queue.duplicate", 2) === 0) await first;
    const second = await options.invoke(event);
    const outcome = await first;
    return outcome.ok ? second : outcome;
  }

  /** Delivers a record, unless a switch loses it or puts it off. */
  async function handle(message: Message, receivedAt: number): Promise<void> {
    // As if the mapping had died with the record in hand: it returns when its visibility runs out.
    if (faults.roll("queue.lose")) {
      return log("queue", `record ${message.MessageId ?? ""} lost, as queue.lose has it`);
    }
    if (!faults.roll("queue.delay")) return work(message, receivedAt);
    const late = pause(faults.values["queue.delayMs"], undefined, { signal: stopping.signal })
      .then(() => work(message, receivedAt))
      .catch((thrown: unknown) => {
        if (!stopping.signal.aborted) log("queue", messageOf(thrown), "error");
      })
      .finally(() => delayed.delete(late));
    delayed.add(late);
  }

  async function work(message: Message, receivedAt: number): Promise<void> {
    const { ReceiptHandle: receipt = "", MessageId: id = "" } = message;
    const event = { Records: [recordOf(message, queue, options.region)] };
    const outcome = await deliver(event);
    const untouched = receivedAt + queue.visibilitySeconds * 1000 - clockMarginMs;
    const deadline = options.proxy.deadlineOf(receipt) ?? untouched;
    options.proxy.forget(receipt);
    if (!outcome.ok) {
      log("queue", `record ${id} failed and will return: ${outcome.errorMessage}`, "error");
    } else if (Date.now() >= deadline) {
      const late = Date.now() - deadline;
      const text = `record ${id} was done ${String(late)} ms after its visibility ran out: not deleted`;
      log("queue", `${text}, it will be worked on again`, "error");
    } else {
      await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receipt }));
    }
  }

  const inWork = new Set<Promise<void>>();

  function begin(message: Message, receivedAt: number): void {
    const done = handle(message, receivedAt)
      .catch((thrown: unknown) => {
        if (!stopping.signal.aborted) log("queue", messageOf(thrown), "error");
      })
      .finally(() => inWork.delete(done));
    inWork.add(done);
  }

  /** One poll at a time, for as many records as may be begun: the stand-in wakes every poll at each message. */
  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (inWork.size < options.parallel) {
          const messages = await receive(options.parallel - inWork.size);
          for (const message of messages) begin(message, Date.now());
        } else {
          await Promise.race(inWork);
        }
      } catch (thrown) {
        if (stopping.signal.aborted) return;
        log("queue", messageOf(thrown), "error");
        await new Promise((done) => setTimeout(done, 500));
      }
    }
  }

  const polling = options.parallel > 0 ? poll() : undefined;
  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all([...inWork, ...delayed]);
    },
  };
}

/** A received message as the record a function gets. */
function recordOf(message: Message, queue: Queue, region: string): Record<string, unknown> {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, inRecord(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes !== undefined && {
      md5OfMessageAttributes: message.MD5OfMessageAttributes,
    }),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

function inRecord(value: MessageAttributeValue): Record<string, unknown> {
  const { StringValue, BinaryValue, DataType } = value;
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

// The event source mapping of one queue: long polls, hands one record at a time to the function, deletes it when
// that went well and in time. What failed is left to reappear, and in the end to become a dead letter.
import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { delayOf } from "@ai-learning/protocol/backoff";
import type { FaultBoard } from "../faults/faults.ts";
import type { Outcome } from "../functions/ipc.ts";
import { messageOf, type Log } from "../log.ts";
import type { Queue } from "./queues.ts";
import { recordOf } from "./record.ts";
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

/** SQS gives out no more at once. */
const maxReceived = 10;

/** The answer to a receive may be so old when we read it. */
const clockMarginMs = 50;

/** While SQS does not answer. */
const backoff = { firstMs: 250, maxMs: 2000 };

/** Polls from its making until `stop`. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #stopping = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  /** Records that a switch delays; they keep no other waiting. */
  readonly #delayed = new Set<Promise<void>>();
  readonly #polling: Promise<void>;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#polling = options.parallel > 0 ? this.#poll() : Promise.resolve();
  }

  /** Receives nothing more, and waits for the records in flight. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await Promise.all([...this.#inFlight, ...this.#delayed]);
  }

  /** One poll at a time, for as many records as may be begun: the stand-in wakes every poll at each message. */
  async #poll(): Promise<void> {
    const { parallel } = this.#options;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      try {
        if (this.#inFlight.size < parallel) {
          const messages = await this.#receive(parallel - this.#inFlight.size);
          failures = 0;
          for (const message of messages) this.#track(this.#inFlight, this.#handle(message));
        } else {
          await Promise.race(this.#inFlight);
        }
      } catch (thrown) {
        this.#logUnlessStopping(thrown);
        const delayMs = delayOf(backoff, failures++);
        await pause(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  async #receive(maxCount: number): Promise<readonly Message[]> {
    const { client, queue, longPollSeconds } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(maxCount, maxReceived),
      WaitTimeSeconds: longPollSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages } = await client.send(command, { abortSignal: this.#stopping.signal });
    return Messages ?? [];
  }

  /** Delivers a record, unless a switch loses or delays it. */
  async #handle(message: Message): Promise<void> {
    const { faults, log } = this.#options;
    const receivedAt = Date.now();
    // As if the mapping had died with the record in hand: it returns when its visibility runs out.
    if (faults.roll("queue.lose")) {
      return log("queue", `record ${message.MessageId ?? ""} lost, as queue.lose has it`);
    }
    if (!faults.roll("queue.delay")) return this.#settle(message, receivedAt);
    const { signal } = this.#stopping;
    const delay = pause(faults.values["queue.delayMs"], undefined, { signal });
    this.#track(
      this.#delayed,
      delay.then(() => this.#settle(message, receivedAt)),
    );
  }

  /** Calls the function, and deletes the record if that went well while the record was still ours. */
  async #settle(message: Message, receivedAt: number): Promise<void> {
    const { client, queue, region, proxy, log } = this.#options;
    const { ReceiptHandle: receipt = "", MessageId: id = "" } = message;
    const outcome = await this.#deliver({ Records: [recordOf(message, queue, region)] });
    const unchanged = receivedAt + queue.visibilitySeconds * 1000 - clockMarginMs;
    const deadline = proxy.deadlineOf(receipt) ?? unchanged;
    proxy.forget(receipt);
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

  async #deliver(event: unknown): Promise<Outcome> {
    const { faults, invoke } = this.#options;
    if (!faults.roll("queue.duplicate")) return invoke(event);
    const first = invoke(event);
    // Both kinds of repetition happen on AWS; the dice say which.
    if (faults.pick("queue.duplicate", 2) === 0) await first;
    const second = await invoke(event);
    const outcome = await first;
    return outcome.ok ? second : outcome;
  }

  #track(records: Set<Promise<void>>, work: Promise<void>): void {
    const done = work
      .catch((thrown: unknown) => this.#logUnlessStopping(thrown))
      .finally(() => records.delete(done));
    records.add(done);
  }

  #logUnlessStopping(thrown: unknown): void {
    if (!this.#stopping.signal.aborted) this.#options.log("queue", messageOf(thrown), "error");
  }
}

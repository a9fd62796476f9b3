// The queue: what a function gets, and what happens to a record when it fails, dies or overruns.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildFunctions, type Bundles } from "../../packages/local/src/functions/bundle.ts";
import { createFaultBoard, type FaultBoard } from "../../packages/local/src/faults/faults.ts";
import { FunctionPool } from "../../packages/local/src/functions/pool.ts";
import { defaultLimits } from "../../packages/local/src/limits.ts";
import { silent } from "../../packages/local/src/log.ts";
import { Poller } from "../../packages/local/src/queue/poller.ts";
import { openQueues, type Queue } from "../../packages/local/src/queue/queues.ts";
import { startSqsProxy, type SqsProxy } from "../../packages/local/src/queue/sqs-proxy.ts";
import { startStandIns, type StandIns } from "../../packages/local/src/stores/stand-ins.ts";
import { until, type Event } from "./harness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let bundles: Bundles;
let standIns: StandIns;
let client: SQSClient;
let proxy: SqsProxy;
let pool: FunctionPool;
let faults: FaultBoard;
let wakeups: Queue;
let deadLetters: Queue;
let pollers: Poller[] = [];
let log: string[];
let received: Event[];
let dead: Event[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "queue-"));
  const entry = join(import.meta.dirname, "fixtures/worker.ts");
  bundles = await buildFunctions([{ name: "worker", entry }], join(folder, "dist"));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  const dataDir = await mkdtemp(join(folder, "data-"));
  faults = createFaultBoard({ seed: 1 });
  standIns = await startStandIns({ dataDir, sqs: { port: 0 } }, faults, silent);
  const endpoint = standIns.sqs ?? "";
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SQSClient({ endpoint, region: "us-east-1", credentials });
  proxy = await startSqsProxy(endpoint, silent);
  const queues = await openQueues(client, endpoint);
  wakeups = queues.wakeups;
  deadLetters = queues["dead-letters"];
  // A second instead of half an hour, and two receives instead of five.
  await hideFor(1);
  [log, received, dead] = [[], [], []];
  pool = new FunctionPool({
    functions: [{ name: "worker", timeoutSeconds: 60, memoryMb: 128 }],
    childEntry: bundles.childEntry,
    bundleOf: (name) => bundles.path(name),
    environmentOf: () => ({ AWS_ENDPOINT_URL_SQS: proxy.url, QUEUE_URL: wakeups.url }),
    bootEnvironment: {},
    limits: defaultLimits,
    log: silent,
  });
  // A process that is there already: booting one could take longer than the record stays hidden.
  await pool.invoke("worker", {});
  const shared = { client, region: "us-east-1", longPollSeconds: 1, proxy, faults };
  const collect = { ...shared, log: (_source: string, line: string) => log.push(line) };
  pollers = [
    new Poller({
      ...collect,
      queue: wakeups,
      parallel: 2,
      invoke: (event) => {
        received.push(JSON.parse(JSON.stringify(event)));
        return pool.invoke("worker", event);
      },
    }),
    new Poller({
      ...collect,
      queue: deadLetters,
      parallel: 1,
      invoke: (event) => {
        dead.push(JSON.parse(JSON.stringify(event)));
        return Promise.resolve({ ok: true, payload: null });
      },
    }),
  ];
});

afterEach(async () => {
  const stopped = pollers.map((poller) => poller.stop());
  await pool.stop(0);
  await Promise.all(stopped);
  await proxy.stop();
  client.destroy();
  await standIns.stop();
});

/** How long a record stays hidden unless its worker says otherwise. */
async function hideFor(seconds: number): Promise<void> {
  Object.assign(wakeups, { visibilitySeconds: seconds });
  const policy = { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 };
  await client.send(
    new SetQueueAttributesCommand({
      QueueUrl: wakeups.url,
      Attributes: { VisibilityTimeout: String(seconds), RedrivePolicy: JSON.stringify(policy) },
    }),
  );
}

const send = (order: object, more: object = {}): Promise<unknown> =>
  client.send(
    new SendMessageCommand({ QueueUrl: wakeups.url, MessageBody: JSON.stringify(order), ...more }),
  );

/** Messages in a queue, hidden ones included. */
async function left(queue: Queue): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["All"] }),
  );
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes ?? {};
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
}

/** Messages received and not yet done with. */
async function hidden(queue: Queue): Promise<number> {
  const name = "ApproximateNumberOfMessagesNotVisible";
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: [name] }),
  );
  return Number(Attributes?.[name]);
}

const receiveCount = (event: Event | undefined): number =>
  Number(event?.["Records"][0].attributes.ApproximateReceiveCount);

test("a function gets one record with the keys of AWS's example, and success deletes it", async () => {
  await send(
    { do: "answer" },
    { MessageAttributes: { kind: { DataType: "String", StringValue: "x" } } },
  );
  const event = await until(() => received[0]);
  await until(async () => (await left(wakeups)) === 0);

  expect(Object.keys(event)).toEqual(["Records"]);
  expect(event["Records"]).toHaveLength(1);
  const [record] = event["Records"];
  expect(Object.keys(record).toSorted()).toEqual([
    "attributes",
    "awsRegion",
    "body",
    "eventSource",
    "eventSourceARN",
    "md5OfBody",
    "md5OfMessageAttributes",
    "messageAttributes",
    "messageId",
    "receiptHandle",
  ]);
  expect(Object.keys(record.attributes).toSorted()).toEqual([
    "ApproximateFirstReceiveTimestamp",
    "ApproximateReceiveCount",
    "SenderId",
    "SentTimestamp",
  ]);
  expect(record.messageAttributes).toEqual({
    kind: { stringValue: "x", stringListValues: [], binaryListValues: [], dataType: "String" },
  });
  expect(record).toMatchObject({
    eventSource: "aws:sqs",
    eventSourceARN: wakeups.arn,
    awsRegion: "us-east-1",
  });
});

test("records are handled concurrently", async () => {
  await send({ do: "answer", waitMs: 300 });
  await send({ do: "answer", waitMs: 300 });
  await until(() => pool.busy("worker") === 2);

  expect(received.map(receiveCount)).toEqual([1, 1]);
});

test("a record that failed comes back, and becomes a dead letter in the end", async () => {
  await send({ do: "throw" });
  const letter = await until(() => dead[0]);

  expect(received.map(receiveCount)).toEqual([1, 2]);
  expect(letter["Records"][0].eventSourceARN).toBe(deadLetters.arn);
  expect(letter["Records"][0].body).toBe('{"do":"throw"}');
  await until(async () => (await left(deadLetters)) === 0);
});

test("a killed worker's record comes back when the time it had set runs out", async () => {
  // Far longer than the worker's own time, and than a busy machine needs to set that.
  await hideFor(25);
  await send({ do: "hide", seconds: 2 });
  await until(() => pool.busy("worker") === 1);
  const hiddenUntil = await until(() => {
    const handle: string | undefined = received[0]?.["Records"][0].receiptHandle;
    return handle === undefined ? undefined : proxy.deadlineOf(handle);
  });
  pool.kill("worker", "busy");
  await until(() => received[1]);

  expect(Date.now()).toBeGreaterThanOrEqual(hiddenUntil);
  expect(Date.now()).toBeLessThan(hiddenUntil + 15_000);
  expect(receiveCount(received[1])).toBe(2);
});

test("a worker that extends its visibility goes on, and its record is deleted", async () => {
  await hideFor(4);
  await send({ do: "hide", seconds: 30, waitMs: 4500 });
  await until(() => received[0]);
  await until(async () => (await left(wakeups)) === 0);

  expect(received).toHaveLength(1);
  expect(log).toEqual([]);
});

test("the record of a worker that overran its visibility is not deleted, and the log says so", async () => {
  await send({ do: "answer", waitMs: 1500 });
  await until(() => log.some((line) => line.includes("not deleted")));

  expect(await left(wakeups)).toBe(1);
});

test("queue.duplicate delivers a record twice", async () => {
  faults.values["queue.duplicate"] = 1;
  await send({ do: "answer" });
  await until(() => received.length === 2);
  await until(async () => (await left(wakeups)) === 0);

  expect(received[0]).toEqual(received[1]);
});

test("queue.lose keeps a record from its function until its visibility runs out", async () => {
  faults.values["queue.lose"] = 1;
  await send({ do: "answer" });
  await until(() => log.some((line) => line.includes("queue.lose")));

  expect(received).toEqual([]);
  faults.values["queue.lose"] = 0;
  const event = await until(() => received[0]);
  expect(receiveCount(event)).toBe(2);
});

test("queue.delay delivers a record late", async () => {
  Object.assign(faults.values, { "queue.delay": 1, "queue.delayMs": 300 });
  const sent = Date.now();
  await send({ do: "answer" });
  await until(() => received[0]);

  expect(Date.now() - sent).toBeGreaterThanOrEqual(299);
});

test("a delayed record does not delay another", async () => {
  Object.assign(faults.values, { "queue.delay": 1, "queue.delayMs": 60_000 });
  // As many as are worked on at a time.
  await send({ do: "answer", waitMs: 1 });
  await send({ do: "answer", waitMs: 1 });
  await until(async () => (await hidden(wakeups)) === 2);
  faults.values["queue.delay"] = 0;
  await send({ do: "answer", waitMs: 2 });

  const third = await until(() =>
    received.find((event) => event["Records"][0].body.includes('"waitMs":2')),
  );
  expect(receiveCount(third)).toBe(1);
});

test("what was sent survives a killed stand-in", async () => {
  await Promise.all(pollers.map((poller) => poller.stop()));
  await send({ do: "answer" });
  process.kill(standIns.pid(), "SIGKILL");

  expect(await until(() => left(wakeups).catch(() => undefined))).toBe(1);
});

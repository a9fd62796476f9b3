// What this machine needs for next to nothing: the floor under every time of the same run.
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { existingBundles } from "@ai-learning/local/functions/bundle";
import { FunctionPool } from "@ai-learning/local/functions/pool";
import { defaultLimits } from "@ai-learning/local/limits";
import { silent } from "@ai-learning/local/log";
import postgres from "postgres";
import { WebSocket } from "ws";
import type { Bench } from "../bench.ts";
import type { Findings } from "../row.ts";
import { timing } from "../stats.ts";

/** The name of the row that all times are compared with. */
export const echoName = "WebSocket echo, round trip";

export async function measureFloor(bench: Bench): Promise<Findings> {
  const stack = await bench.stack();
  const often = bench.size(500, 50);
  const row = (name: string, samples: readonly number[], note = "") => ({
    name,
    ...timing(samples),
    unit: "ms",
    ...(note !== "" && { note }),
  });
  return {
    rows: [
      row(echoName, await echoes(await bench.echo(), often), "ws, 100 bytes, nothing else"),
      row("PostgreSQL, select 1", await selects(stack.databaseUrl, often)),
      row("Function call, empty", await calls(await bench.bundles(), often)),
      row("Queue, send to receive", await deliveries(stack.sqsEndpoint, bench.size(100, 10))),
    ],
  };
}

/** Milliseconds of each of so many calls, after as many tenths to warm up. */
async function clocked(often: number, act: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let time = -often / 10; time < often; time += 1) {
    const began = performance.now();
    await act();
    if (time >= 0) samples.push(performance.now() - began);
  }
  return samples;
}

async function echoes(url: string, often: number): Promise<number[]> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, "open");
  const text = "x".repeat(100);
  const samples = await clocked(often, () => {
    const back = once(socket, "message");
    socket.send(text);
    return back;
  });
  socket.terminate();
  return samples;
}

async function selects(databaseUrl: string, often: number): Promise<number[]> {
  const sql = postgres(databaseUrl, { max: 1 });
  const samples = await clocked(often, () => sql`select 1`);
  await sql.end();
  return samples;
}

/** Calls of a function that does nothing, in the pool that runs ours. */
async function calls(bundleDir: string, often: number): Promise<number[]> {
  const pool = new FunctionPool({
    functions: [{ name: "empty", timeoutSeconds: 10, memoryMb: 512 }],
    childEntry: existingBundles(bundleDir).childEntry,
    bundleOf: () => bundle,
    environmentOf: () => ({}),
    bootEnvironment: { PATH: process.env["PATH"] ?? "" },
    limits: defaultLimits,
    log: silent,
  });
  const bundle = await emptyBundle(bundleDir);
  const samples = await clocked(often, () => pool.invoke("empty", {}));
  await pool.stop(0);
  return samples;
}

/** A bundle with nothing in it. */
export async function emptyBundle(bundleDir: string): Promise<string> {
  const file = join(bundleDir, ".empty/index.mjs");
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, "export const handler = async () => null;\n");
  return file;
}

async function deliveries(endpoint: string, often: number): Promise<number[]> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ endpoint, region: "us-east-1", credentials });
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "bench" }));
  const at = new URL(new URL(QueueUrl).pathname, endpoint).href;
  const samples = await clocked(often, async () => {
    const receiving = client.send(new ReceiveMessageCommand({ QueueUrl: at, WaitTimeSeconds: 5 }));
    await client.send(new SendMessageCommand({ QueueUrl: at, MessageBody: "{}" }));
    const ReceiptHandle = (await receiving).Messages?.[0]?.ReceiptHandle;
    await client.send(new DeleteMessageCommand({ QueueUrl: at, ReceiptHandle }));
  });
  client.destroy();
  return samples;
}

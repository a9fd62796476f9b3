// A whole stack as a process: clean ends, violent ends, and what the next start finds.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "./harness.ts";
import { listeningAddressesOf, processesOf } from "./processes.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Running {
  readonly process: ChildProcess;
  readonly siteUrl: string;
  readonly databaseUrl: string;
  readonly sqsEndpoint: string;
  readonly queueUrls: { readonly wakeups: string };
}

let folder: string;
let started: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stack-"));
  started = [];
});

afterEach(async () => {
  for (const child of started) child.kill("SIGKILL");
  await until(() => processesOf(folder).length === 0);
  await rm(folder, { recursive: true });
});

/** Starts a stack and returns its first line. */
async function run(): Promise<{ process: ChildProcess; line: string }> {
  const script = join(import.meta.dirname, "fixtures/run-stack.ts");
  const child = spawn(process.execPath, [script, join(folder, "data"), join(folder, "dist")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { process: child, line: String(line) };
}

async function start(): Promise<Running> {
  const { process, line } = await run();
  if (!line.startsWith("{")) throw new Error(line);
  return { ...JSON.parse(line), process };
}

async function query(url: string, text: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

/** Puts the same record on the queue that the fixture's worker hangs on. */
async function sendHanging(stack: Running): Promise<void> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SQSClient({ endpoint: stack.sqsEndpoint, region: "us-east-1", credentials });
  const QueueUrl = stack.queueUrls.wakeups;
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"do":"hang"}' }));
  client.destroy();
}

const code = async (child: ChildProcess): Promise<unknown> =>
  child.exitCode ?? (await once(child, "exit"))[0];

test("a stack listens on loopback only", async () => {
  await start();
  const addresses = listeningAddressesOf(folder);

  // Two ports in two families, management, control, SQS and its proxy, DynamoDB, PostgreSQL.
  expect(addresses).toHaveLength(10);
  expect(new Set(addresses)).toEqual(new Set(["0100007F", "00000000000000000000000001000000"]));
});

test("a stack asked to end leaves no process and keeps its data", async () => {
  const first = await start();
  await query(first.databaseUrl, "create table kept (n int)");
  await query(first.databaseUrl, "insert into kept values (1)");
  await sendHanging(first);
  first.process.kill("SIGTERM");

  expect(await code(first.process)).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  const second = await start();
  expect(await query(second.databaseUrl, "select n from kept")).toEqual([{ n: 1 }]);
});

test("a stack killed outright takes everything with it, and the next one starts on its data", async () => {
  const first = await start();
  await query(first.databaseUrl, "create table kept (n int)");
  await sendHanging(first);
  first.process.kill("SIGKILL");
  // At once: what is left of the first is still ending.
  const second = await start();

  expect(await query(second.databaseUrl, "select n from kept")).toEqual([]);
  second.process.kill("SIGKILL");
  await until(() => processesOf(folder).length === 0);
});

test("a stack whose database was killed under it starts again", async () => {
  const first = await start();
  const file = join(folder, "data/postgres/postmaster.pid");
  process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
  first.process.kill("SIGKILL");
  const second = await start();

  expect(await query(second.databaseUrl, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("stale files of processes long gone do not matter", async () => {
  const first = await start();
  first.process.kill("SIGTERM");
  await code(first.process);
  const data = join(folder, "data");
  // The number of a live process, as after a reboot.
  const stale = { pid: process.pid, started: "1" };
  await writeFile(join(data, "run.json"), JSON.stringify(stale));
  await writeFile(join(data, "stand-ins.json"), JSON.stringify(stale));
  await writeFile(join(data, "postgres/postmaster.pid"), `${String(process.pid)}\n${data}\n`);
  const second = await start();

  expect((await fetch(`${second.siteUrl}/api/any`)).status).toBe(200);
});

test("a second stack on the same folder says so in one sentence", async () => {
  const first = await start();
  const second = await run();

  expect(second.line).toContain(`already runs on ${join(folder, "data")} at ${first.siteUrl}`);
  expect(await code(second.process)).toBe(1);
  expect((await fetch(`${first.siteUrl}/api/any`)).status).toBe(200);
});

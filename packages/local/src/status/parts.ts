// A look at each part of a running stack, from the runner: what it answers, in which version, and how much lies in it.
import { stat } from "node:fs/promises";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import postgres from "postgres";
import type { Found } from "./probe.ts";
import type { Queue } from "../queue/queues.ts";
import type { DatabaseAddress, ModelSettings } from "../settings.ts";
import { tableName } from "../stores/connections-table.ts";

/** Work that is not done yet, by the database. */
export interface OpenWork {
  /** Answers not begun, and answers being written. */
  readonly turns: { readonly waiting: number; readonly running: number };
  readonly jobs: { readonly waiting: number; readonly running: number };
}

/** Messages of one queue. */
export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Asked for what it answers by itself: a socket's address without an upgrade, which is forbidden. */
export async function lookAtGateway(
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Found<undefined>> {
  const answers = await Promise.all(addresses.map((address) => fetch(`${address}/ws`, { signal })));
  for (const answer of answers) await answer.body?.cancel();
  return { says: addresses.join(", ") };
}

/** Every function's bundle, and one that is called: the health of the service. */
export async function lookAtFunctions(
  bundles: readonly { readonly name: string; readonly bytes: number | null }[],
  apiUrl: string,
  signal: AbortSignal,
): Promise<Found<undefined>> {
  const missing = bundles.filter(({ bytes }) => bytes === null).map(({ name }) => name);
  if (missing.length > 0) {
    throw new Error(`no bundle of ${missing.join(", ")}: npm run build makes it`);
  }
  const { ok, status, body } = await fetch(`${apiUrl}/api/health`, { signal });
  await body?.cancel();
  if (!ok) throw new Error(`GET /api/health answers ${String(status)}`);
  return { says: `${String(bundles.length)} bundles` };
}

/** The size of a bundle; null when it is not there. */
export async function bytesOf(bundle: string): Promise<number | null> {
  const found = await stat(bundle).catch(() => undefined);
  return found?.isFile() === true ? found.size : null;
}

/** With a connection of its own: those of the functions may be refused while they keep open ones. */
export async function lookAtDatabase(
  address: DatabaseAddress,
  signal: AbortSignal,
): Promise<Found<OpenWork>> {
  const sql = postgres({
    ...address,
    max: 1,
    connect_timeout: 4,
    connection: { statement_timeout: 4000 },
    onnotice: () => undefined,
  });
  signal.addEventListener("abort", () => void sql.end({ timeout: 0 }));
  try {
    const [server] = await sql<{ version: string }[]>`
      select current_setting('server_version') as version`;
    const [open] = await sql<Record<string, number>[]>`
      select
        (select count(*)::int from chat_messages where status = 'pending') as turns_waiting,
        (select count(*)::int from chat_messages where status = 'generating') as turns_running,
        (select count(*)::int from jobs where status = 'pending') as jobs_waiting,
        (select count(*)::int from jobs where status = 'running') as jobs_running`;
    const count = (name: string): number => open?.[name] ?? 0;
    return {
      says: `${address.host}:${String(address.port)}/${address.database}`,
      // "18.0 (Debian 18.0-1)"
      version: `PostgreSQL ${server?.version.split(" ")[0] ?? ""}`,
      more: {
        turns: { waiting: count("turns_waiting"), running: count("turns_running") },
        jobs: { waiting: count("jobs_waiting"), running: count("jobs_running") },
      },
    };
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** Its items count each connection several times, and are no live number on AWS. */
export async function lookAtTable(
  client: DynamoDBClient,
  endpoint: string,
  signal: AbortSignal,
): Promise<Found<undefined>> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), {
    abortSignal: signal,
  });
  const status = Table?.TableStatus ?? "not there";
  if (status !== "ACTIVE") throw new Error(`the table ${tableName} is ${status.toLowerCase()}`);
  return { says: endpoint };
}

/** Approximate, as SQS says itself. */
export async function depthOf(
  client: SQSClient,
  queue: Queue,
  abortSignal: AbortSignal,
): Promise<QueueDepth> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["All"] });
  const { Attributes = {} } = await client.send(command, { abortSignal });
  const count = (name: keyof typeof Attributes): number => Number(Attributes[name] ?? 0);
  return {
    waiting: count("ApproximateNumberOfMessages"),
    inFlight: count("ApproximateNumberOfMessagesNotVisible"),
    delayed: count("ApproximateNumberOfMessagesDelayed"),
  };
}

/** Without the key, and without a token spent: any answer but a failure shows that the server is there. */
export async function lookAtModel(
  { model, baseUrl }: ModelSettings,
  signal: AbortSignal,
): Promise<Found<undefined>> {
  const answer = await fetch(`${baseUrl}/models`, { signal, redirect: "manual" });
  await answer.body?.cancel();
  if (answer.status >= 500 && answer.status !== 501) {
    throw new Error(`answers ${String(answer.status)}`);
  }
  return { says: `${model} at ${new URL(baseUrl).host}` };
}

/** What the functions themselves can reach. */
export async function lookAtReadiness(
  apiUrl: string,
  signal: AbortSignal,
): Promise<Found<undefined>> {
  const answer = await fetch(`${apiUrl}/api/health/ready`, { signal });
  if (answer.ok) {
    await answer.body?.cancel();
    return { says: "the functions reach every part" };
  }
  const { parts = {} }: { parts?: Record<string, string> } = await answer.json().then(
    (body: unknown) => Object(body),
    () => ({}),
  );
  const away = Object.keys(parts).filter((name) => parts[name] !== "reachable");
  if (away.length === 0) throw new Error(`answers ${String(answer.status)}`);
  throw new Error(`the functions do not reach: ${away.join(", ")}`);
}

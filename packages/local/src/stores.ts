// Everything that keeps data or answers for a model: embedded or stood in for, unless settings name a real one.
import { SQSClient } from "@aws-sdk/client-sqs";
import postgres from "postgres";
import { localCredentials, openConnectionsTable } from "./connections-table.ts";
import { messageOf, type Log } from "./log.ts";
import { startPostgres } from "./postgres-server.ts";
import { openQueues, type Queues } from "./queues.ts";
import type { DatabaseAddress, Settings } from "./settings.ts";
import { startSqsProxy, type SqsProxy } from "./sqs-proxy.ts";
import { startStandIns, type StandIns } from "./stand-ins.ts";
import { StartError } from "./start-error.ts";

/** The stores of a stack, ready for use. */
export interface Stores {
  readonly database: DatabaseAddress;
  readonly dynamoEndpoint: string;
  /** The door through which everybody but the poller reaches SQS. */
  readonly sqs: SqsProxy;
  readonly sqsClient: SQSClient;
  readonly queues: Queues;
  /** The demo mentor's base URL for clients, when it runs. */
  readonly mentorUrl: string | undefined;
  /** Stops everything, the database last. */
  stop(): Promise<void>;
}

/** What the start reports as it goes on: a name, and what there is to say of it. */
export type OnStep = (name: string, detail?: string) => void;

/** Stops collected on the way, done in reverse. */
type Stops = (() => unknown)[];

/**
 * Starts the stores, all at once.
 *
 * @throws StartError in one sentence; what had started is stopped again
 */
export async function startStores(
  settings: Settings,
  dataDir: string,
  mentor: { readonly paceMs?: number; readonly firstMs?: number },
  onStep: OnStep,
  log: Log,
): Promise<Stores> {
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  // All must have settled before stopping: one that is still starting would be left behind.
  const [database, other] = await Promise.allSettled([
    openDatabase(settings, dataDir, stops, onStep),
    openStandIns(settings, dataDir, mentor, stops, onStep, log),
  ]);
  if (database.status === "rejected" || other.status === "rejected") {
    await stop();
    throw database.status === "rejected" ? database.reason : errorOf(other);
  }
  return { database: database.value, ...other.value, stop };
}

function errorOf(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === "rejected" ? settled.reason : undefined;
}

async function openDatabase(
  settings: Settings,
  dataDir: string,
  stops: Stops,
  onStep: OnStep,
): Promise<DatabaseAddress> {
  if (settings.database) {
    await checkDatabase(settings.database);
    onStep("PostgreSQL", `${settings.database.host}:${String(settings.database.port)}`);
    return settings.database;
  }
  const server = await startPostgres(dataDir);
  // First in, last out: functions and their transactions end before their database.
  stops.unshift(() => server.stop());
  onStep("PostgreSQL", `127.0.0.1:${String(server.port)}`);
  return server;
}

/** @throws StartError unless the database answers */
export async function checkDatabase(address: DatabaseAddress): Promise<void> {
  const sql = postgres({ ...address, max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await sql`select 1`;
  } catch (cause) {
    const place = `${address.host}:${String(address.port)}/${address.database}`;
    throw new StartError(
      `The database at ${place} cannot be reached (${messageOf(cause)}): ` +
        "start it or correct DATABASE_URL, or unset DATABASE_URL to use the built-in one.",
      { cause },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function openStandIns(
  settings: Settings,
  dataDir: string,
  mentor: { readonly paceMs?: number; readonly firstMs?: number },
  stops: Stops,
  onStep: OnStep,
  log: Log,
): Promise<Omit<Stores, "database" | "stop">> {
  const { region } = settings;
  const wanted = {
    ...(settings.dynamoEndpoint === undefined && { dynamo: { port: 0 } }),
    ...(settings.sqsEndpoint === undefined && { sqs: { port: 0 } }),
    ...(!settings.model && { mentor: { port: 0, ...mentor } }),
  };
  let started: Partial<StandIns> = {};
  if (Object.keys(wanted).length > 0) {
    const standIns = await startStandIns({ dataDir, ...wanted }, log);
    stops.push(() => standIns.stop());
    started = standIns;
  }
  const dynamoEndpoint = settings.dynamoEndpoint ?? started.dynamo ?? "";
  const table = await openConnectionsTable(dynamoEndpoint, region, log);
  stops.push(() => table.stop());
  onStep("DynamoDB", dynamoEndpoint);

  const endpoint = settings.sqsEndpoint ?? started.sqs ?? "";
  const sqsClient = new SQSClient({ endpoint, region, credentials: localCredentials });
  stops.push(() => sqsClient.destroy());
  const direct = await openQueues(sqsClient, endpoint);
  const sqs = await startSqsProxy(endpoint, log);
  stops.push(() => sqs.stop());
  onStep("SQS", endpoint);
  if (started.mentor !== undefined) onStep("Demo mentor", started.mentor);
  return { dynamoEndpoint, sqs, sqsClient, queues: direct, mentorUrl: started.mentor };
}

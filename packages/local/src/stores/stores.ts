// Everything that keeps data or answers for a model: embedded or stood in for, unless settings name a real one.
import { SQSClient } from "@aws-sdk/client-sqs";
import postgres from "postgres";
import { localCredentials, openConnectionsTable } from "./connections-table.ts";
import type { FaultBoard } from "../faults/faults.ts";
import { messageOf, type Log } from "../log.ts";
import { injectPostgresFaults } from "../faults/postgres-faults.ts";
import { startPostgres, type PostgresServer } from "../postgres/server.ts";
import { openQueues, type Queues } from "../queue/queues.ts";
import type { DatabaseAddress, Settings } from "../settings.ts";
import { startSqsProxy, type SqsProxy } from "../queue/sqs-proxy.ts";
import { startStandIns } from "./stand-ins.ts";
import type { StandInsReady, StandInsRequest } from "./stand-ins-process.ts";
import { StartError } from "../start-error.ts";

/** The stores of a stack, ready for use. */
export interface Stores {
  readonly database: DatabaseAddress;
  /** The built-in server, unless settings name another. */
  readonly postgres: PostgresServer | undefined;
  readonly dynamoEndpoint: string;
  /** The proxy through which everything but the poller reaches SQS. */
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

/** What starting the stores needs. */
export interface StoresOptions {
  readonly settings: Settings;
  readonly dataDir: string;
  /** Pauses of the demo mentor between pieces of an answer, in milliseconds. */
  readonly mentor: { readonly paceMs?: number; readonly firstMs?: number };
  readonly faults: FaultBoard;
  readonly onStep: OnStep;
  readonly log: Log;
}

/** Stops collected on the way, done in reverse. */
type Stops = (() => unknown)[];

/**
 * Starts the stores, all at once.
 *
 * @throws StartError in one sentence; what had started is stopped again
 */
export async function startStores(options: StoresOptions): Promise<Stores> {
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  // All must have settled before stopping: one that is still starting would be left behind.
  const [database, other] = await Promise.allSettled([
    openDatabase(options, stops),
    openStandIns(options, stops),
  ]);
  if (database.status === "rejected" || other.status === "rejected") {
    await stop();
    throw database.status === "rejected" ? database.reason : errorOf(other);
  }
  return { ...database.value, ...other.value, stop };
}

function errorOf(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === "rejected" ? settled.reason : undefined;
}

async function openDatabase(
  { settings, dataDir, faults, onStep, log }: StoresOptions,
  stops: Stops,
): Promise<Pick<Stores, "database" | "postgres">> {
  if (settings.database) {
    faults.exclude("postgres", "The database is that of DATABASE_URL, which is not ours to break.");
    await checkDatabase(settings.database);
    onStep("PostgreSQL", `${settings.database.host}:${String(settings.database.port)}`);
    return { database: settings.database, postgres: undefined };
  }
  const server = await startPostgres(dataDir);
  // First in, last out: functions and their transactions end before their database.
  stops.unshift(() => server.stop());
  const postgresFaults = injectPostgresFaults(server.admin, faults, log);
  stops.push(() => postgresFaults.stop());
  onStep("PostgreSQL", `127.0.0.1:${String(server.port)}`);
  const { host, port, username, password, database, ssl } = server;
  return { database: { host, port, username, password, database, ssl }, postgres: server };
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

/** The stand-ins for DynamoDB, SQS and the model, and what is opened on the first two. */
async function openStandIns(
  options: StoresOptions,
  stops: Stops,
): Promise<Omit<Stores, "database" | "postgres" | "stop">> {
  const { settings, onStep, log } = options;
  const { region } = settings;
  const started = await startWanted(options, stops);
  const dynamoEndpoint = settings.dynamoEndpoint ?? started.dynamo ?? "";
  const table = await openConnectionsTable(dynamoEndpoint, region, log);
  stops.push(() => table.stop());
  onStep("DynamoDB", dynamoEndpoint);

  const endpoint = settings.sqsEndpoint ?? started.sqs ?? "";
  const sqsClient = new SQSClient({ endpoint, region, credentials: localCredentials });
  stops.push(() => sqsClient.destroy());
  const queues = await openQueues(sqsClient, endpoint);
  const sqs = await startSqsProxy(endpoint, log);
  stops.push(() => sqs.stop());
  onStep("SQS", endpoint);
  if (started.mentor !== undefined) onStep("Demo mentor", started.mentor);
  return { dynamoEndpoint, sqs, sqsClient, queues, mentorUrl: started.mentor };
}

/** Starts the stand-ins of what no setting names; switches of the others refuse. */
async function startWanted(
  { settings, dataDir, mentor, faults, log }: StoresOptions,
  stops: Stops,
): Promise<StandInsReady> {
  const wanted: Omit<StandInsRequest, "dataDir" | "faults"> = {
    ...(settings.dynamoEndpoint === undefined && { dynamo: { port: 0 } }),
    ...(settings.sqsEndpoint === undefined && { sqs: { port: 0 } }),
    ...(!settings.model && { mentor: { port: 0, ...mentor } }),
  };
  if (!wanted.dynamo) {
    faults.exclude("dynamo", "DynamoDB is that of AWS_ENDPOINT_URL_DYNAMODB, not ours to break.");
  }
  if (!wanted.mentor) {
    faults.exclude(
      "model",
      "The model is not the demo mentor, and only that one is ours to break.",
    );
  }
  if (Object.keys(wanted).length === 0) return {};
  const standIns = await startStandIns({ dataDir, ...wanted }, faults, log);
  stops.push(() => standIns.stop());
  return standIns;
}

// The state of a running stack: its parts, the work in them, what went wrong last. Asked side by side, and the same
// answer for all who ask within a second.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LastErrors, LoggedError } from "./last-errors.ts";
import {
  bytesOf,
  depthOf,
  lookAtDatabase,
  lookAtFunctions,
  lookAtGateway,
  lookAtModel,
  lookAtReadiness,
  lookAtTable,
  type OpenWork,
  type QueueDepth,
} from "./parts.ts";
import { functionMs, probe, type PartState } from "./probe.ts";
import { readProduct, type Product } from "./product.ts";
import { isOpen } from "../gateway/connection.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { FunctionPool } from "../functions/pool.ts";
import type { ModelSettings, Settings } from "../settings.ts";
import { localCredentials } from "../stores/connections-table.ts";
import type { Stores } from "../stores/stores.ts";

/** How a function does. */
export interface FunctionState {
  readonly name: string;
  /** Of its bundle; null when there is none. */
  readonly bytes: number | null;
  readonly processes: number;
  readonly busy: number;
}

/** Everything the page shows. */
export interface StatusReport {
  /** ISO 8601, like `startedAt`. */
  readonly at: string;
  readonly startedAt: string;
  readonly pid: number;
  readonly product: Product;
  /** Whether every part is there. */
  readonly ok: boolean;
  readonly parts: readonly PartState[];
  readonly functions: readonly FunctionState[];
  /** Null while the queue is away. */
  readonly queues: { readonly wakeups: QueueDepth; readonly deadLetters: QueueDepth } | null;
  /** Null while the database is away. */
  readonly work: OpenWork | null;
  /** Open sockets. */
  readonly connections: number;
  readonly errors: readonly LoggedError[];
}

/** What is looked at. */
export interface StatusTarget {
  readonly settings: Pick<Settings, "region" | "dynamoEndpoint" | "sqsEndpoint">;
  readonly stores: Pick<Stores, "database" | "dynamoEndpoint" | "sqsClient" | "queues">;
  readonly model: ModelSettings;
  /** The one there is now: it may be replaced. */
  readonly gateway: () => Gateway;
  readonly pool: Pick<FunctionPool, "pids" | "busy">;
  readonly functionNames: readonly string[];
  readonly bundleOf: (name: string) => string;
  readonly errors: LastErrors;
}

/** A way to ask, and its end. */
export interface Status {
  report(): Promise<StatusReport>;
  stop(): void;
}

/** So long one answer is good for. */
const keepMs = 1000;

export function createStatus(target: StatusTarget): Status {
  const { settings, stores } = target;
  const startedAt = new Date().toISOString();
  const product = readProduct();
  const dynamo = new DynamoDBClient({
    endpoint: stores.dynamoEndpoint,
    region: settings.region,
    credentials: localCredentials,
    maxAttempts: 1,
  });
  let current: { readonly report: Promise<StatusReport>; until: number } | undefined;

  async function look(): Promise<StatusReport> {
    const { parts, ...found } = await lookAtParts(target, dynamo, await product);
    return {
      at: new Date().toISOString(),
      startedAt,
      pid: process.pid,
      product: await product,
      ok: parts.every(({ ok }) => ok),
      parts,
      ...found,
      connections: [...target.gateway().connections.values()].filter(isOpen).length,
      errors: target.errors.list(),
    };
  }

  return {
    report() {
      if (current !== undefined && Date.now() < current.until) return current.report;
      const asked = { report: look(), until: Infinity };
      current = asked;
      const settle = (): void => void (asked.until = Date.now() + keepMs);
      asked.report.then(settle, settle);
      return asked.report;
    },
    stop: () => dynamo.destroy(),
  };
}

async function lookAtParts(
  target: StatusTarget,
  dynamo: DynamoDBClient,
  product: Product,
): Promise<Pick<StatusReport, "parts" | "functions" | "queues" | "work">> {
  const { settings, stores } = target;
  const { siteUrl, apiUrl } = target.gateway();
  const functions = await functionsOf(target);
  const [gateway, code, database, table, queue, model, ready] = await Promise.all([
    probe("Gateway", (signal) => lookAtGateway([siteUrl, apiUrl], signal)),
    probe("Functions", (signal) => lookAtFunctions(functions, apiUrl, signal), functionMs),
    probe("Database", (signal) => lookAtDatabase(stores.database, signal)),
    probe("Table", async (signal) => ({
      ...(await lookAtTable(dynamo, stores.dynamoEndpoint, signal)),
      ...standIn("dynalite", product.dynalite, settings.dynamoEndpoint),
    })),
    probe("Queue", async (signal) => {
      const [wakeups, deadLetters] = await Promise.all([
        depthOf(stores.sqsClient, stores.queues.wakeups, signal),
        depthOf(stores.sqsClient, stores.queues["dead-letters"], signal),
      ]);
      return {
        says: new URL(stores.queues.wakeups.url).origin,
        more: { wakeups, deadLetters },
        ...standIn("fauxqs", product.fauxqs, settings.sqsEndpoint),
      };
    }),
    probe("Model", (signal) => lookAtModel(target.model, signal)),
    probe("Readiness", (signal) => lookAtReadiness(apiUrl, signal), functionMs),
  ]);
  return {
    parts: [gateway, code, database, table, queue, model, ready].map(({ state }) => state),
    functions,
    queues: queue.more ?? null,
    work: database.more ?? null,
  };
}

/** The version of a stand-in; of somebody else's server there is none. */
function standIn(
  name: string,
  version: string | undefined,
  other: string | undefined,
): { readonly version?: string } {
  return other === undefined && version !== undefined ? { version: `${name} ${version}` } : {};
}

function functionsOf(target: StatusTarget): Promise<FunctionState[]> {
  const { functionNames, bundleOf, pool } = target;
  return Promise.all(
    functionNames.map(async (name) => ({
      name,
      bytes: await bytesOf(bundleOf(name)),
      processes: pool.pids(name).length,
      busy: pool.busy(name),
    })),
  );
}

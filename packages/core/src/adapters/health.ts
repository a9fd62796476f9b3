// Whether each part the service stands on is there. A check asks as little as shows it, changes nothing and costs no
// tokens.
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Parts } from "@ai-learning/protocol/readiness";
import postgres from "postgres";
import { documents } from "./dynamo.ts";
import { options } from "./postgres.ts";
import { look } from "./queue.ts";
import * as config from "../config.ts";

/** Rejects when the part is not there; an abort ends what it waits for. */
export type Check = (signal: AbortSignal) => Promise<void>;

/** All of them, by part. */
export const checks: Readonly<Record<keyof Parts, Check>> = { database, table, queue: look, model };

/** Not the pool of requests: a query that never ends must not stay in it. */
let connection: postgres.Sql | undefined;

async function database(signal: AbortSignal): Promise<void> {
  const own = (connection ??= postgres({
    ...options(),
    types: {},
    max: 1,
    connect_timeout: 2,
    idle_timeout: 60,
  }));
  signal.addEventListener("abort", () => {
    if (connection === own) connection = undefined;
    void own.end({ timeout: 0 });
  });
  await own`select 1`;
}

/** A key that no connection has. */
const noKey = { pk: "health", sk: "health" };

async function table(abortSignal: AbortSignal): Promise<void> {
  const { name: TableName } = config.connections();
  await documents().send(new GetCommand({ TableName, Key: noKey }), { abortSignal });
}

/**
 * Without the key, so that it goes nowhere, and so that a stranger's calls use up nobody's rate limit. Any answer shows
 * that the server is there, the refusal of a missing key or a route that it does not have included; only those of a
 * server that fails, or of a proxy in front of one, do not.
 */
async function model(signal: AbortSignal): Promise<void> {
  const { baseUrl } = config.model();
  const answer = await fetch(`${baseUrl}/models`, { signal, redirect: "manual" });
  await answer.body?.cancel();
  if (answer.status >= 500 && answer.status !== 501) {
    throw new Error(`The model's server answers ${answer.status}`);
  }
}

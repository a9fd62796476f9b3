// PostgreSQL for one test file, without the rest of a stack: core's own statements are called on it.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startPostgres } from "@ai-learning/local/postgres/server";
import postgres, { type Sql } from "postgres";
import { inject } from "vitest";
import { makeDataDir } from "./stack.ts";

/** The folders of `packages/core` that a database is made of. */
export const coreFolders = {
  migrations: join(import.meta.dirname, "../../packages/core/migrations"),
  functions: join(import.meta.dirname, "../../packages/core/sql"),
} as const;

export interface OwnDatabase {
  /** As the application's own user. */
  readonly sql: Sql;
  /** As the superuser, without triggers: for rows that are right by construction. */
  readonly fill: Sql;
  stop(): Promise<void>;
}

/**
 * Starts an empty database and has core's settings name it; core is to be imported after that. A data folder that is
 * given stays when it stops, so that a stack can be started on it.
 */
export async function ownDatabase(connections = 4, given?: string): Promise<OwnDatabase> {
  const dataDir = given ?? (await makeDataDir());
  const server = await startPostgres(dataDir);
  const { host, port, username, password, database } = server;
  Object.assign(process.env, inject("system").environment, {
    SST_RESOURCE_Database: JSON.stringify({
      host,
      port,
      username,
      password,
      database,
      pool: connections,
    }),
  });
  const sql = postgres({
    host,
    port,
    username,
    password,
    database,
    max: connections,
    onnotice: () => undefined,
  });
  const fill = postgres({
    ...server.admin,
    database,
    max: connections,
    onnotice: () => undefined,
    connection: { session_replication_role: "replica" },
  });
  // Nothing here outlives the test: a commit need not wait for the disk.
  await sql.unsafe(`alter database ${database} set synchronous_commit = off`);
  return {
    sql,
    fill,
    stop: async () => {
      await Promise.all([sql.end({ timeout: 5 }), fill.end({ timeout: 5 })]);
      await server.stop();
      if (given === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

// A preview's database on real PostgreSQL, made by a user who is no superuser, as RDS's is not: by the deployed function.
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { previewDatabase } from "@ai-learning/functions/manifest";
import { buildFunctions } from "@ai-learning/local/functions/bundle";
import { bootEnvironment } from "@ai-learning/local/functions/environment";
import { FunctionPool } from "@ai-learning/local/functions/pool";
import { defaultLimits } from "@ai-learning/local/limits";
import { startPostgres, type PostgresServer } from "@ai-learning/local/postgres/server";
import type { DatabaseAddress } from "@ai-learning/local/settings";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeDataDir } from "../support/stack.ts";

const name = "preview_feature_x";
const password = "it's \\ a password";
let folder: string;
let server: PostgresServer;
let pools: FunctionPool[] = [];

const connect = (address: Partial<DatabaseAddress>): Sql =>
  postgres({ ...server, ...address, max: 1, onnotice: () => undefined, ssl: false });

/** Runs a statement somewhere; what fails, fails. */
async function ask(address: Partial<DatabaseAddress>, statement: string): Promise<unknown[]> {
  const sql = connect(address);
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const existing = async (database = name): Promise<unknown[]> =>
  ask(
    {},
    `select datname as name from pg_database where datname = '${database}'
     union all select rolname from pg_roles where rolname = '${database}'`,
  );

/** The deployed function over this server, for a database of its own. */
async function call(action: string, own: Partial<DatabaseAddress> = {}) {
  const outDir = join(folder, "bundles");
  const bundles = await buildFunctions([previewDatabase], outDir);
  const { host, port } = server;
  const address = { host, port, username: name, password, database: name, ssl: false, ...own };
  const { username, password: master, database } = server;
  const asServer = { host, port, username, password: master, database, ssl: false };
  const pool = new FunctionPool({
    functions: [previewDatabase],
    childEntry: bundles.childEntry,
    bundleOf: (one) => bundles.path(one),
    environmentOf: () => ({
      SST_RESOURCE_App: "{}",
      SST_RESOURCE_Database: JSON.stringify(address),
      SST_RESOURCE_DatabaseServer: JSON.stringify(asServer),
    }),
    bootEnvironment: bootEnvironment(join(folder, "cache")),
    limits: { ...defaultLimits, spares: 0 },
    log: () => undefined,
  });
  pools.push(pool);
  return pool.invoke(previewDatabase.name, { tf: { action } });
}

beforeAll(async () => {
  folder = await makeDataDir();
  server = await startPostgres(folder);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.stop(0)));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it("is made by a user who is no superuser but may make databases and roles", async () => {
  const [role] = await ask(
    {},
    "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
  );

  expect(role).toEqual({ rolsuper: false, rolcreatedb: true, rolcreaterole: true });
  expect(await call("create")).toEqual({ ok: true, payload: { action: "create" } });
  expect(await existing()).toHaveLength(2);
});

it("belongs to its own role, which may do everything in it and nothing elsewhere", async () => {
  const own = { username: name, password, database: name };
  await ask(own, "create table things (id int)");
  const [role] = await ask(
    own,
    "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
  );

  expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false });
  await expect(ask({ ...own, database: server.database }, "select 1")).rejects.toThrow(
    /permission denied/,
  );
});

it("is hidden from other previews", async () => {
  const other = "preview_other";
  await call("create", { username: other, database: other });

  await expect(ask({ username: other, password, database: name }, "select 1")).rejects.toThrow(
    /permission denied/,
  );
  await call("delete", { username: other, database: other });
});

it("stays as it is when it is made again, with the password of now", async () => {
  const next = randomBytes(12).toString("hex");

  expect(await call("update", { password: next })).toMatchObject({ ok: true });
  expect(
    await ask({ username: name, password: next, database: name }, "select * from things"),
  ).toEqual([]);
});

it.each([
  { database: "ai_learning_platform", username: "ai_learning_platform" },
  { database: "postgres", username: "postgres" },
  { database: "preview_", username: "preview_" },
  { database: "preview_A", username: "preview_A" },
  { database: 'preview_a"; drop role app; --', username: 'preview_a"; drop role app; --' },
  { database: `preview_${"a".repeat(60)}`, username: `preview_${"a".repeat(60)}` },
  { database: name, username: "app" },
])("is not dropped under the name $database of $username", async (own) => {
  expect(await call("delete", own)).toMatchObject({
    ok: false,
    errorMessage: expect.stringContaining("no preview's database: refused"),
  });
  expect(await existing(server.database)).toHaveLength(1);
});

it("is not made under a name that is no preview's", async () => {
  const own = { database: "feature_x", username: "feature_x" };

  expect(await call("create", own)).toMatchObject({ ok: false });
  expect(await existing("feature_x")).toEqual([]);
});

it("is dropped with its role, whoever is still connected, and again without complaint", async () => {
  await call("create");
  const sql = connect({ username: name, password, database: name });
  await sql`select 1`;
  const outcomes = [await call("delete"), await call("delete")];
  await sql.end({ timeout: 1 }).catch(() => undefined);

  expect(outcomes).toEqual(
    Array.from({ length: 2 }, () => ({ ok: true, payload: { action: "delete" } })),
  );
  expect(await existing()).toEqual([]);
});

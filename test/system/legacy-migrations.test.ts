// Migrations that usually run outside a transaction run inside that of a conversion.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeOriginal } from "../support/original.ts";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

let database: OwnDatabase;
let migrations: string;
beforeAll(async () => {
  database = await ownDatabase(2);
  migrations = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp(coreFolders.migrations, migrations, { recursive: true });
}, 60_000);
afterAll(async () => {
  await database.stop();
  await rm(migrations, { recursive: true, force: true });
});

test("an index that is made concurrently elsewhere is made in the conversion's transaction, and taken back with it", async () => {
  await writeFile(
    join(migrations, "900.do.index.sql"),
    "-- transaction: none\ncreate index concurrently users_by_first_name on users (first_name);\n",
  );
  await makeOriginal(database.sql, database.fill, "after");
  const { convert } = await import("@ai-learning/core/legacy/convert");
  const request = {
    folders: {
      migrations,
      functions: coreFolders.functions,
      legacy: join(coreFolders.migrations, "../legacy"),
    },
    zone: "UTC",
    onProgress: () => undefined,
  };
  const indexes = async () => [
    ...(await database.sql`
      select indisvalid as valid from pg_index where indexrelid = to_regclass('users_by_first_name')`),
  ];

  expect(await convert({ ...request, isDryRun: true })).toMatchObject({ outcome: "dry-run" });
  expect(await indexes()).toEqual([]);
  expect(await convert({ ...request, isDryRun: false })).toMatchObject({ outcome: "converted" });
  expect(await indexes()).toEqual([{ valid: true }]);
});

// Bringing a database to the newest schema: migrations in and outside transactions, functions as a set, refusals.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { coreFolders, ownDatabase, type OwnDatabase } from "../support/own-database.ts";

type Folders = Readonly<{ migrations: string; functions: string }>;

let database: OwnDatabase;
let folder: string;
let migrate: (folders: Folders) => Promise<string[]>;

beforeAll(async () => {
  database = await ownDatabase(2);
  ({ migrate } = await import("@ai-learning/core/adapters/migrate"));
}, 60_000);
afterAll(() => database.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await database.sql.unsafe("drop schema public cascade; create schema public");
  return () => rm(folder, { recursive: true, force: true });
});

/** Folders with core's own migrations, others beside them, and these functions in place of core's. */
async function foldersWith(
  migrations: Readonly<Record<string, string>>,
  functions?: string,
): Promise<Folders> {
  for (const name of await readdir(coreFolders.migrations)) {
    await writeFile(join(folder, name), await readFile(join(coreFolders.migrations, name)));
  }
  for (const [name, script] of Object.entries(migrations)) {
    await writeFile(join(folder, name), script);
  }
  if (functions === undefined) return { migrations: folder, functions: coreFolders.functions };
  const own = await mkdtemp(join(folder, "functions-"));
  await writeFile(join(own, "some.sql"), functions);
  return { migrations: folder, functions: own };
}

const functionsOf = async (): Promise<string[]> => {
  const rows = await database.sql<{ signature: string }[]>`
    select oid::regprocedure::text as signature from pg_proc
    where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype order by 1`;
  return rows.map((row) => row.signature);
};

const one = `create or replace function one(p integer) returns integer language sql as $$ select p $$;`;

test("a function is not defined twice, and no migration defines one, but what triggers run", async () => {
  const migrations = await readdir(coreFolders.migrations);
  const tables = await Promise.all(
    migrations.map((name) => readFile(join(coreFolders.migrations, name), "utf8")),
  );
  expect(tables.join("\n")).not.toMatch(
    /create (or replace )?function \w+\((?!\) returns trigger )/i,
  );
  const files = (await readdir(coreFolders.functions)).filter((name) => name.endsWith(".sql"));
  const bodies = await Promise.all(
    files.map((name) => readFile(join(coreFolders.functions, name), "utf8")),
  );
  const names = [...bodies.join("\n").matchAll(/^create or replace function (\w+)/gm)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("no function is longer than 80 lines", async () => {
  const files = (await readdir(coreFolders.functions)).filter((name) => name.endsWith(".sql"));
  for (const name of files) {
    const text = await readFile(join(coreFolders.functions, name), "utf8");
    for (const body of text.split(/^(?=create or replace function )/m).slice(1)) {
      const lines = body.slice(0, body.lastIndexOf("$$")).split("\n").length;
      expect([body.split("(")[0], lines <= 80]).toEqual([body.split("(")[0], true]);
    }
  }
});

test("an empty database gets everything, and the same again changes nothing", async () => {
  const applied = await migrate(coreFolders);

  expect(applied[0]).toBe("001.do.schema.sql");
  expect(applied.at(-1)).toBe("functions");
  expect(await migrate(coreFolders)).toEqual([]);
});

test("migrators that meet wait for each other", async () => {
  const all = await Promise.all([migrate(coreFolders), migrate(coreFolders)]);

  expect(all.filter((applied) => applied.length > 0)).toHaveLength(1);
});

test("functions become those of the set: what left it is dropped, what changed is replaced, others stay", async () => {
  await migrate(await foldersWith({}, `${one}\n${one.replaceAll("one", "two")}`));
  await database.sql.unsafe(one.replaceAll("one", "operators"));
  const changed = `${one.replace("p integer", "p integer, q integer default 0")}
create or replace function three() returns text language plpgsql as $$ begin return one(3)::text; end $$;`;

  expect(await migrate(await foldersWith({}, changed))).toEqual(["functions"]);

  expect(await functionsOf()).toEqual(["one(integer,integer)", "operators(integer)", "three()"]);
  expect([...(await database.sql`select three() as it`)]).toEqual([{ it: "3" }]);
  const otherResult = changed.replace("returns integer", "returns bigint");
  await migrate(await foldersWith({}, otherResult));
  expect([...(await database.sql`select pg_typeof(one(1))::text as it`)]).toEqual([
    { it: "bigint" },
  ]);
});

test("a set with a function that is wrong is not applied at all", async () => {
  await migrate(await foldersWith({}, one));
  const wrong = `${one.replaceAll("one", "two")}
create or replace function three() returns text language sql as $$ select missing_column from users $$;`;

  await expect(migrate(await foldersWith({}, wrong))).rejects.toThrow(/missing_column/);

  expect(await functionsOf()).toEqual(["one(integer)"]);
});

test("a migration with 'transaction: none' runs statement by statement, beside an open transaction", async () => {
  await migrate(coreFolders);
  const script = `-- transaction: none
drop index concurrently if exists users_by_first_name;
-- A comment; with a semicolon.
create index concurrently users_by_first_name on users (first_name);
`;
  const folders = await foldersWith({ "900.do.index.sql": script });

  const applied = await Promise.all([migrate(folders), migrate(folders)]);

  expect(applied.flat()).toEqual(["900.do.index.sql"]);
  const [index] = await database.sql`
    select indisvalid as valid from pg_index where indexrelid = 'users_by_first_name'::regclass`;
  expect(index).toEqual({ valid: true });
});

test("a migration without that line runs in a transaction: what fails leaves nothing", async () => {
  await migrate(coreFolders);
  const script =
    "create table half (id integer);\ncreate index concurrently half_by_id on half (id);";

  await expect(migrate(await foldersWith({ "900.do.half.sql": script }))).rejects.toThrow(
    /cannot (run|be executed)/,
  );

  expect([...(await database.sql`select to_regclass('half') as it`)]).toEqual([{ it: null }]);
});

test("a database of the first release, with four migrations, is upgraded to the same functions", async () => {
  await migrate(coreFolders);
  const expected = await functionsOf();
  await database.sql.unsafe("drop schema public cascade; create schema public");
  const fixture = join(import.meta.dirname, "fixtures/database-802715a.sql");
  const [schema = "", rows = ""] = (await readFile(fixture, "utf8")).split("-- Rows\n");
  const [versions = ""] = rows.split("insert into users");
  await database.sql.unsafe(schema.slice(0, schema.indexOf("-- 005.do.")));
  await database.sql.unsafe(versions);
  await database.sql`delete from schemaversion where version > 4`;

  const applied = await migrate(coreFolders);

  expect(applied.slice(0, 2)).toEqual(["005.do.again.sql", "006.do.accounts.sql"]);
  expect(await functionsOf()).toEqual(expected);
  expect(await migrate(coreFolders)).toEqual([]);
});

test("a database that an unreleased version made is refused at once, in one sentence that says what to do", async () => {
  await migrate(coreFolders);
  await database.sql`update schemaversion set md5 = 'something else' where version = 5`;

  const error = await migrate(coreFolders).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ name: "DatabaseError" });
  expect(String(error)).toMatch(/^DatabaseError: This database .*migration 5.*npm run db-reset$/);
});

test("a database of a newer release is left as it is by an older one, but for the functions", async () => {
  await migrate(await foldersWith({ "900.do.new.sql": "create table new_things (id integer);" }));

  expect(
    await migrate({ ...coreFolders, functions: (await foldersWith({}, one)).functions }),
  ).toEqual(["functions"]);
  expect([...(await database.sql`select count(*)::int as it from new_things`)]).toEqual([
    { it: 0 },
  ]);
});

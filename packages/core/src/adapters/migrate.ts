// Brings the database to the newest schema: tables by plain SQL files, forward only, in order; then the functions.
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type Sql, type TransactionSql } from "postgres";
import Postgrator from "postgrator";
import * as config from "../config.ts";
import { DatabaseError } from "../error.ts";
import { checkApplied } from "./released.ts";
import { backendOf, isHandedOn } from "./pooler.ts";
import { liftLimits, setRoleLimits } from "./role-limits.ts";
import { applyFunctions } from "./sql-functions.ts";
import { options, startError } from "./postgres.ts";

/** Any number that no other program locks; all migrators of one database wait for it. */
const lock = 7_305_112;
const lockPollMs = 200;

/** Statements of a connection, or of a transaction that is open on it. */
export interface Statements {
  readonly sql: Sql | TransactionSql;
  /** Runs statements that stand or fall together. */
  readonly together: <T>(body: (sql: TransactionSql) => Promise<T>) => Promise<T>;
  /** Whether a transaction is open all the time. */
  readonly inTransaction: boolean;
}

/** Folders with what a database is made of. */
export interface Folders {
  /** Tables: `NNN.do.<what>.sql`. */
  readonly migrations: string;
  /** The one current body of every function: `<noun>.sql`. */
  readonly functions: string;
}

/** The original's tables, before and after `chat_id`; what exactly is there is for the conversion to say. */
const isOriginal = async (sql: Sql): Promise<boolean> => {
  const [row] = await sql<{ original: boolean }[]>`
    select to_regclass('schemaversion') is null
      and (to_regclass('chat_messages') is not null or to_regclass('chat_sessions') is not null)
      as original`;
  return row?.original ?? false;
};

/**
 * Waits for other migrators. A statement that waits for a lock inside the server would keep a snapshot meanwhile, and
 * `create index concurrently` of the migrator that has the lock would wait for that snapshot: a deadlock.
 */
async function takeLock(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${lock}) as taken`;
    if (row?.taken) return;
    await pause(lockPollMs);
  }
}

/** The lock is the session's, and functions prepare statements: neither outlives a transaction behind such a pooler. */
async function refusePooler(sql: Sql, another: Sql): Promise<void> {
  if (!(await isHandedOn(backendOf(sql), backendOf(another)))) return;
  throw new DatabaseError(
    "PostgreSQL is reached by way of a pooler of transactions: point DATABASE_URL (deployed: the secret DatabaseUrl) at the server itself, or at a pooler of sessions",
  );
}

const runsAlone = /^-- transaction: none\r?\n/;

/** The statements of a script: each ends with a semicolon at the end of a line. */
const statementsOf = (script: string): string[] =>
  script
    .split(/;[ \t]*(?:\r?\n|$)/)
    .filter((statement) => statement.replaceAll(/--.*$/gm, "").trim() !== "");

/**
 * Runs a migration in one transaction, or with `-- transaction: none` as its first line each statement by itself: such a
 * file is run again from its beginning when it broke off, so each of its statements has to bear that. Where a transaction
 * is already open nobody else sees the tables, and nothing needs to be made concurrently.
 */
async function run({ sql, together, inTransaction }: Statements, script: string): Promise<void> {
  if (!runsAlone.test(script)) {
    await together((transaction) => transaction.unsafe(script));
    return;
  }
  for (const statement of statementsOf(script)) {
    await sql.unsafe(inTransaction ? statement.replaceAll(/\bconcurrently\b/gi, "") : statement);
  }
}

/** Applies the migrations and functions that are missing, and returns their names. */
export async function upgrade(on: Statements, folders: Folders): Promise<string[]> {
  const { sql } = on;
  const postgrator = new Postgrator({
    migrationPattern: `${folders.migrations}/*.sql`,
    driver: "pg",
    schemaTable: "schemaversion",
    validateChecksums: true,
    execQuery: async (query) => ({ rows: [...(await sql.unsafe(query))] }),
    execSqlScript: (script) => run(on, script),
  });
  await checkApplied(sql, await postgrator.getMigrations());
  const applied = await postgrator.migrate();
  const names = applied.map((one) => one.filename.replace(/^.*[/\\]/, ""));
  return (await applyFunctions(on.together, folders.functions)) ? [...names, "functions"] : names;
}

/**
 * Runs work on the only connection of `sql`, as the only migrator of the database, on a server that fits.
 * @throws DatabaseError with one sentence when the server cannot be used, is too old, or is behind a pooler of transactions
 */
export async function asMigrator<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  // A database that is just starting is waited for; everything else fails at once.
  const one = { ...options(), max: 1, prepare: false };
  const sql = postgres(one);
  const another = postgres(one);
  try {
    await refusePooler(sql, another);
    await another.end({ timeout: 5 });
    await liftLimits(sql);
    const [server] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::integer as version`;
    if ((server?.version ?? 0) < 170_000) {
      throw new DatabaseError("PostgreSQL 17 or newer is needed: point DATABASE_URL at one");
    }
    await takeLock(sql);
    return await work(sql);
  } catch (error) {
    throw startError(error);
  } finally {
    await Promise.all([sql, another].map((open) => open.end({ timeout: 5 })));
  }
}

/**
 * Applies what is missing and returns the names of what was applied. Each migration runs in a transaction of its own,
 * all functions in one.
 * @throws DatabaseError with one sentence when the server cannot be used, is too old, holds the original system's
 *   tables, or a schema that was never released, or is behind a pooler of transactions
 */
export async function migrate(folders: Folders): Promise<string[]> {
  config.check();
  return asMigrator(async (sql) => {
    if (await isOriginal(sql)) {
      throw new DatabaseError(
        "This database holds the original system's tables: convert it first with npm run migrate-chat-id -- --database URL, or point DATABASE_URL at an empty database",
      );
    }
    const together: Statements["together"] = async (body) =>
      (await sql.begin((transaction) => body(transaction))) as never;
    const applied = await upgrade({ sql, together, inTransaction: false }, folders);
    await setRoleLimits(sql);
    return applied;
  });
}

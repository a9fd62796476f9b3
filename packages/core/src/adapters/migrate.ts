// Brings the database to the newest schema: plain SQL files, forward only, in order, under a lock.
import postgres from "postgres";
import Postgrator from "postgrator";
import * as config from "../config.ts";
import { DatabaseError } from "../error.ts";
import { options, startError } from "./postgres.ts";

/** Any number that no other program locks; all migrators of one database wait for it. */
const lock = 7_305_112;

const isOriginal = async (sql: postgres.Sql): Promise<boolean> => {
  const [row] = await sql<{ original: boolean }[]>`
    select to_regclass('chat_messages') is not null and to_regclass('schemaversion') is null
      as original`;
  return row?.original ?? false;
};

/**
 * Applies what is missing from `folder` and returns the names of what was applied.
 * Each file runs in a transaction of its own. Throws DatabaseError with one sentence when the
 * server cannot be used, is too old, or holds the original system's tables.
 */
export async function migrate(folder: string): Promise<string[]> {
  config.check();
  // A database that is just starting is waited for; everything else fails at once.
  const sql = postgres({ ...options(), max: 1, prepare: false });
  try {
    const [server] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::integer as version`;
    if ((server?.version ?? 0) < 170_000) {
      throw new DatabaseError("PostgreSQL 17 or newer is needed: point DATABASE_URL at one");
    }
    await sql`select pg_advisory_lock(${lock})`;
    if (await isOriginal(sql)) {
      throw new DatabaseError(
        "This database holds the original system's tables: convert it first (migrate-chat-id), or point DATABASE_URL at an empty database",
      );
    }
    const postgrator = new Postgrator({
      migrationPattern: `${folder}/*.sql`,
      driver: "pg",
      schemaTable: "schemaversion",
      validateChecksums: true,
      execQuery: async (query) => ({ rows: [...(await sql.unsafe(query))] }),
      execSqlScript: async (script) => {
        await sql.begin((transaction) => transaction.unsafe(script));
      },
    });
    const applied = await postgrator.migrate();
    return applied.map((one) => one.filename.replace(/^.*[/\\]/, ""));
  } catch (error) {
    throw startError(error);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

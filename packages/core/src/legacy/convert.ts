// Converts a database of the original system into ours, in one transaction: docs/migrate-original.md says what becomes of what.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ISql, Sql, TransactionSql } from "postgres";
import { asMigrator, upgrade, type Folders, type Statements } from "../adapters/migrate.ts";
import { DatabaseError } from "../error.ts";
import { inspect, type Original } from "./inspect.ts";
import { compare, countSource, notesOf, type Note, type TableCount } from "./report.ts";
import { enumTypes } from "./shape.ts";

/** What to convert how. */
export interface Request {
  readonly folders: Folders & {
    /** The steps of a conversion: `NN-<what>.sql`. */
    readonly legacy: string;
  };
  /** The IANA time zone of the original's times. */
  readonly zone: string;
  /** Does everything, and takes it back. */
  readonly isDryRun: boolean;
  /** Called as tables are done, the large one in parts. */
  readonly onProgress: (table: string, done: number, all: number) => void;
}

export type Converted =
  | { readonly outcome: "already"; readonly at: string }
  | {
      readonly outcome: "converted" | "dry-run";
      readonly hasChatId: boolean;
      readonly counts: readonly TableCount[];
      readonly notes: readonly Note[];
    };

/** Thrown to take everything back after a dry run. */
class DryRun extends Error {
  readonly result: Converted;

  constructor(result: Converted) {
    super("dry run");
    this.result = result;
  }
}

/** The message of a dry run goes through a rollback; everything else stays an error. */
const resultOf = (error: unknown): Converted => {
  if (error instanceof DryRun) return error.result;
  throw error;
};

/** When a database was converted; undefined: it has no table of migrations. */
async function conversionOf(sql: ISql): Promise<string | undefined> {
  const [found] = await sql<{ ours: boolean; converted: boolean }[]>`
    select to_regclass('schemaversion') is not null as ours,
      to_regclass('legacy_conversion') is not null as converted`;
  if (!found?.ours) return undefined;
  const [row] = found.converted
    ? await sql<{ at: string }[]>`select converted_at::text as at from legacy_conversion`
    : [];
  if (row === undefined) {
    throw new DatabaseError(
      "Nothing was changed: this database is this platform's own already, and was never the original's.",
    );
  }
  return row.at;
}

async function checkZone(sql: ISql, zone: string): Promise<void> {
  const [row] = await sql`select from pg_timezone_names where lower(name) = lower(${zone})`;
  if (row !== undefined) return;
  throw new DatabaseError(
    `Nothing was changed: "${zone}" is no time zone: it must be a name such as Europe/Moscow or UTC.`,
  );
}

/** Moves the original's tables aside, as soon as nobody uses them. */
async function moveAside(sql: TransactionSql, { present }: Original): Promise<void> {
  // A server process whose client was killed ends with its statement at the latest; so it does within a second.
  await sql`set local client_connection_check_interval = '1s'`;
  await sql`set local lock_timeout = '10s'`;
  await sql.unsafe(`lock table ${present.join(", ")} in access exclusive mode`);
  await sql`set local lock_timeout = 0`;
  await sql`create schema original`;
  for (const name of present) await sql`alter table ${sql(name)} set schema original`;
  const types = await sql<{ name: string }[]>`
    select typname as name from pg_type
    where typnamespace = current_schema()::regnamespace and typtype = 'e' and typname = any(${[...enumTypes]})`;
  for (const { name } of types) await sql`alter type ${sql(name)} set schema original`;
}

const messagesAtOnce = 50_000;

/** The one large table is filled in parts, so that something can be said meanwhile. */
async function placeMessages(sql: TransactionSql, { onProgress }: Request): Promise<void> {
  const [placed] = await sql<{ all: number }[]>`
    select count(*)::integer as all from original.message_place`;
  const all = placed?.all ?? 0;
  for (let done = 0; done < all; done += messagesAtOnce) {
    await sql`select original.place_messages(${done}, ${done + messagesAtOnce})`;
    onProgress("chat_messages", Math.min(done + messagesAtOnce, all), all);
  }
  await sql`analyze chat_messages`;
  await sql`select original.note_messages()`;
}

/** Tables that are done with a step, by its file. */
const doneWith: Readonly<Record<string, readonly string[]>> = {
  "02-users.sql": ["users"],
  "03-ai-configurations.sql": ["ai_configurations"],
  "04-learning-tracks.sql": ["learning_tracks"],
  "05-course-modules.sql": ["course_modules"],
  "06-lessons.sql": ["lessons", "homework_assignments"],
  "08-chats.sql": ["chat_sessions", "chats"],
};

/** How many rows the ledger will have. */
async function countCalls(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from chat_messages where sender_type = 'ai' and tokens_used > 0`;
  return row?.count ?? 0;
}

async function fill(sql: TransactionSql, request: Request): Promise<void> {
  const { folders, onProgress } = request;
  const steps = (await readdir(folders.legacy)).filter((name) => name.endsWith(".sql")).toSorted();
  // Of chats, with those that are made.
  let before: Readonly<Record<string, number>> = {};
  for (const name of steps) {
    if (name === "10-ledger.sql") onProgress("ai_calls", 0, await countCalls(sql));
    await sql.unsafe(await readFile(join(folders.legacy, name), "utf8"));
    if (name === "01-helpers.sql") before = await countSource(sql);
    if (name === "07-dialogues.sql") {
      const [made] = await sql<{ chats: number }[]>`
        select count(*)::integer as chats from original.chat_place`;
      before = { ...before, ...made };
    }
    if (name === "09-chat-messages.sql") await placeMessages(sql, request);
    for (const table of doneWith[name] ?? []) {
      onProgress(table, before[table] ?? 0, before[table] ?? 0);
    }
  }
}

async function convertIn(
  sql: TransactionSql,
  original: Original,
  request: Request,
): Promise<Converted> {
  const { folders, zone, isDryRun } = request;
  await sql`select set_config('original.zone', ${zone}, true)`;
  await moveAside(sql, original);
  const together: Statements["together"] = async (body) =>
    (await sql.savepoint((inner) => body(inner))) as never;
  await upgrade({ sql, together, inTransaction: true }, folders);
  await fill(sql, request);
  const counts = await compare(sql);
  const notes = await notesOf(sql);
  await sql`
    insert into legacy_conversion (time_zone, counts)
    values (${zone}, ${sql.json(counts.map((count) => ({ ...count })))})`;
  await sql`drop schema original cascade`;
  const { hasChatId } = original;
  const result: Converted = {
    outcome: isDryRun ? "dry-run" : "converted",
    hasChatId,
    counts,
    notes,
  };
  if (isDryRun) throw new DryRun(result);
  return result;
}

/** A refusal of PostgreSQL that its operator can do something about, as one sentence. */
function explained(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "42501" && error instanceof Error) {
    return new DatabaseError(
      `Nothing was changed: ${error.message}: connect as the owner of the tables and of the database.`,
      { cause: error },
    );
  }
  if (code === "55P03") {
    return new DatabaseError(
      "Nothing was changed: the tables are in use: stop the original system first.",
      { cause: error },
    );
  }
  return error;
}

async function begin(sql: Sql, request: Request): Promise<Converted> {
  try {
    return await sql.begin(async (transaction) => {
      const original = await inspect(transaction);
      await checkZone(transaction, request.zone);
      return convertIn(transaction, original, request);
    });
  } catch (error) {
    throw explained(error);
  }
}

/**
 * Converts the configured database, unless that was done. One transaction: if it ends early for any reason, the database
 * is what it was.
 * @throws DatabaseError with one sentence when the database is not the original's, or cannot be used
 */
export async function convert(request: Request): Promise<Converted> {
  return asMigrator(async (sql) => {
    const at = await conversionOf(sql);
    if (at !== undefined) return { outcome: "already", at };
    return begin(sql, request).catch(resultOf);
  });
}

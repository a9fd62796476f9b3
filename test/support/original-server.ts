// A server with databases of the original, the command that converts them, and what is in a database as one digest.
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startPostgres } from "@ai-learning/local/postgres/server";
import postgres, { type Sql } from "postgres";
import { makeDataDir } from "./stack.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One database of the server. */
export interface Database {
  readonly url: string;
  /** As its owner. */
  readonly sql: Sql;
  /** As the superuser, without triggers: for rows that belong to nothing. */
  readonly fill: Sql;
}

export interface OriginalServer {
  readonly dataDir: string;
  /** The one that a stack on the same folder uses. */
  readonly main: Database;
  /** Makes an empty one. */
  make(name: string): Promise<Database>;
  /** Stops the server; its folder stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function originalServer(): Promise<OriginalServer> {
  const dataDir = await makeDataDir();
  const server = await startPostgres(dataDir);
  const opened: Sql[] = [];
  const open = (database: string): Database => {
    const { host, port, username, password } = server;
    const quiet = { host, port, database, max: 2, onnotice: () => undefined };
    const sql = postgres({ ...quiet, username, password });
    const fill = postgres({
      ...quiet,
      username: server.admin.username,
      password: server.admin.password,
      connection: { session_replication_role: "replica" },
    });
    opened.push(sql, fill);
    return { url: `postgresql://${username}:${password}@${host}:${port}/${database}`, sql, fill };
  };
  const main = open(server.database);
  return {
    dataDir,
    main,
    async make(name) {
      await main.sql.unsafe(`create database ${name}`);
      return open(name);
    },
    async stop() {
      await Promise.all(opened.splice(0).map((sql) => sql.end({ timeout: 5 })));
      await server.stop();
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** How a command ended. */
export interface Run {
  /** Null: it was killed. */
  readonly code: number | null;
  readonly output: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Sees all output so far, and may kill. */
  readonly onOutput?: (output: string, kill: () => void) => void;
}

/** Runs one of the runner's commands as a process of its own. */
export async function runLocal(
  command: string,
  options: readonly string[],
  { env = {}, onOutput }: RunOptions = {},
): Promise<Run> {
  const child = spawn(process.execPath, [`packages/local/src/commands/${command}.ts`, ...options], {
    cwd: root,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (data: Buffer): void => {
    output += data.toString();
    onOutput?.(output, () => child.kill("SIGKILL"));
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  await once(child, "close");
  return { code: child.exitCode, output };
}

/** Runs the conversion on a database. */
export const runConversion = (
  url: string,
  options: readonly string[] = [],
  onOutput?: RunOptions["onOutput"],
): Promise<Run> =>
  runLocal("migrate-chat-id", ["--database", url, ...options], onOutput && { onOutput });

/** Every schema, type, function, table, column, constraint, index and row of a database, as one digest. */
export async function digestOf({ sql }: Database): Promise<string> {
  const catalog = await sql`
    with schemas as (select oid, nspname from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema')
    select 'schema' as what, nspname::text as name, '' as how from schemas
    union all select 'type', t.typname::text, t.typtype::text || coalesce((select string_agg(enumlabel, ','
        order by enumsortorder) from pg_enum e where e.enumtypid = t.oid), '')
      from pg_type t join schemas s on s.oid = t.typnamespace
    union all select 'function', p.oid::regprocedure::text, md5(p.prosrc)
      from pg_proc p join schemas s on s.oid = p.pronamespace
    union all select 'column', a.attrelid::regclass::text || '.' || a.attname,
        format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      from pg_attribute a join pg_class c on c.oid = a.attrelid join schemas s on s.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped
    union all select 'constraint', k.conrelid::regclass::text || '.' || k.conname, pg_get_constraintdef(k.oid)
      from pg_constraint k join schemas s on s.oid = k.connamespace
    union all select 'extension', extname::text, extversion from pg_extension
    order by 1, 2, 3`;
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`;
  const rows: unknown[] = [];
  for (const { name } of tables) {
    const [row] = await sql.unsafe(`select '${name}' as name, count(*) as count,
      md5(string_agg(md5(t::text), '' order by md5(t::text))) as digest from ${name} t`);
    rows.push(row);
  }
  return createHash("sha256")
    .update(JSON.stringify([catalog, rows]))
    .digest("hex");
}

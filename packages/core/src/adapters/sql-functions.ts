// The one current body of every SQL function: `core/sql`, applied as a whole when it differs from what the database has.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TransactionSql } from "postgres";

interface FunctionSet {
  readonly script: string;
  /** SHA-256 of the script. */
  readonly hash: string;
}

/** All functions of a folder as one script, its files in the order of their names. */
async function readSet(folder: string): Promise<FunctionSet> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const script = files.join("\n");
  return { script, hash: createHash("sha256").update(script).digest("hex") };
}

/** Functions in a schema, without those of extensions. */
const functionsIn = (sql: TransactionSql, schema: "current" | "temporary") => sql`
  select p.oid, p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments,
    pg_get_function_arguments(p.oid) || ' ' || pg_get_function_result(p.oid) as signature
  from pg_proc p
  where p.pronamespace = ${
    schema === "current" ? sql`current_schema()::regnamespace` : sql`pg_my_temp_schema()`
  } and not exists (select 1 from pg_depend d
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`;

/**
 * Drops functions of ours that are no longer in the set, or that PostgreSQL cannot replace because their arguments
 * or result have other names or types. The set is made in the temporary schema first: there its signatures can be read.
 */
async function dropOutdated(sql: TransactionSql, script: string): Promise<void> {
  await sql`select set_config('search_path', 'pg_temp,' || current_setting('search_path'), true)`;
  await sql.unsafe(script);
  await sql`select set_config('search_path', substr(current_setting('search_path'), 9), true)`;
  const outdated = await sql<{ signature: string }[]>`
    select p.oid::regprocedure::text as signature from (${functionsIn(sql, "current")}) p
    where (exists (select 1 from sql_functions f where p.name = any (f.names))
        or exists (select 1 from (${functionsIn(sql, "temporary")}) t where t.name = p.name))
      and not exists (select 1 from (${functionsIn(sql, "temporary")}) t
        where t.name = p.name and t.arguments = p.arguments and t.signature = p.signature)`;
  for (const { signature } of outdated) await sql.unsafe(`drop function ${signature}`);
  const made = await sql<{ signature: string }[]>`
    select t.oid::regprocedure::text as signature from (${functionsIn(sql, "temporary")}) t`;
  for (const { signature } of made) await sql.unsafe(`drop function ${signature}`);
}

type Together = <T>(body: (sql: TransactionSql) => Promise<T>) => Promise<T>;

/**
 * Makes the database's functions those of `folder` in one transaction, unless it has them already; returns whether it
 * did. The tables have to be there: each function is checked against them.
 */
export async function applyFunctions(together: Together, folder: string): Promise<boolean> {
  const { script, hash } = await readSet(folder);
  return await together(async (sql) => {
    const [applied] = await sql<{ hash: string }[]>`select hash from sql_functions for update`;
    if (applied?.hash === hash) return false;
    // Functions call each other across files: their bodies are checked when all are there.
    await sql`set local check_function_bodies = off`;
    await dropOutdated(sql, script);
    await sql.unsafe(script);
    await sql`set local check_function_bodies = on`;
    const names = [...script.matchAll(/^create or replace function (\w+)/gm)].map(
      ([, name]) => name ?? "",
    );
    await sql`
      select case l.lanname when 'sql' then fmgr_sql_validator(p.oid) else plpgsql_validator(p.oid) end
      from (${functionsIn(sql, "current")}) f join pg_proc p on p.oid = f.oid
      join pg_language l on l.oid = p.prolang
      where f.name = any (${names}) and l.lanname in ('sql', 'plpgsql')`;
    await sql`
      insert into sql_functions (singleton, hash, names) values (true, ${hash}, ${names})
      on conflict (singleton) do update set hash = excluded.hash, names = excluded.names, applied_at = now()`;
    return true;
  });
}

// How long this database waits for our role: set at the role, because a proxy's connections are made by the proxy.
import type { Sql } from "postgres";

/** Milliseconds. A function that waits longer is killed by its own limit of 10 s, and its caller learns nothing. */
export const roleLimits = {
  /** For a lock, of a row or of a user. */
  lock_timeout: 5_000,
  statement_timeout: 8_000,
  /** A function that is frozen or killed in a transaction holds its locks no longer. */
  idle_in_transaction_session_timeout: 10_000,
} as const;

/** For the migrating connection, whose statements may take long. */
export const noLimits = Object.fromEntries(Object.keys(roleLimits).map((name) => [name, 0]));

/** Sets the limits for every connection that our role opens from now on to this database, where they differ. */
export async function setRoleLimits(sql: Sql): Promise<void> {
  const rows = await sql<{ setting: string }[]>`
    select unnest(setconfig) as setting from pg_db_role_setting
    where setrole = current_user::regrole
      and setdatabase = (select oid from pg_database where datname = current_database())`;
  const set = new Set(rows.map(({ setting }) => setting));
  for (const [name, ms] of Object.entries(roleLimits)) {
    if (set.has(`${name}=${String(ms)}ms`)) continue;
    const [row] = await sql<{ statement: string }[]>`
      select format('alter role current_user in database %I set %I = %L',
        current_database(), ${name}::text, ${`${String(ms)}ms`}::text) as statement`;
    await sql.unsafe(row?.statement ?? "");
  }
}

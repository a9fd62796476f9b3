// How long this database waits for our role: set at the role, because a proxy's connections are made by the proxy.
import type { Sql } from "postgres";
import * as log from "../log.ts";

/** Milliseconds. A function that waits longer is killed by its own limit of 10 s, and its caller learns nothing. */
export const roleLimits = {
  /** For a lock, of a row or of a user. */
  lock_timeout: 5_000,
  statement_timeout: 8_000,
  /** A function that is frozen or killed in a transaction holds its locks no longer. */
  idle_in_transaction_session_timeout: 10_000,
} as const;

/**
 * Lifts them on the only connection of `sql`, for statements that may take long. Not as it connects: PgBouncer refuses
 * connections that bring such settings.
 */
export async function liftLimits(sql: Sql): Promise<void> {
  for (const name of Object.keys(roleLimits)) {
    await sql`select set_config(${name}, '0', false)`;
  }
}

/** A server that is somebody else's may keep its roles' settings to itself. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "42501";

/**
 * Sets the limits for every connection that our role opens from now on to this database, where they differ. Where the
 * server does not let us, the log says so and nothing else depends on it: what waits too long is ended by its function.
 */
export async function setRoleLimits(sql: Sql): Promise<void> {
  try {
    await set(sql);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    log.warn(
      "role_limits_refused",
      {
        advice: "ask the server's operator to set lock_timeout and statement_timeout for our role",
      },
      error,
    );
  }
}

async function set(sql: Sql): Promise<void> {
  const rows = await sql<{ setting: string }[]>`
    select unnest(setconfig) as setting from pg_db_role_setting
    where setrole = current_user::regrole
      and setdatabase = (select oid from pg_database where datname = current_database())`;
  const present = new Set(rows.map(({ setting }) => setting));
  for (const [name, ms] of Object.entries(roleLimits)) {
    if (present.has(`${name}=${String(ms)}ms`)) continue;
    const [row] = await sql<{ statement: string }[]>`
      select format('alter role current_user in database %I set %I = %L',
        current_database(), ${name}::text, ${`${String(ms)}ms`}::text) as statement`;
    await sql.unsafe(row?.statement ?? "");
  }
}

// One pool per process, kept between calls; times come back as ISO 8601 with microseconds.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import postgres from "postgres";
import { pause } from "../clock.ts";
import * as config from "../config.ts";
import { DatabaseError, problem, PublicError } from "../error.ts";
import * as log from "../log.ts";

/** `2026-01-31 12:00:00.123456+00` as PostgreSQL prints it in UTC, to ISO 8601. */
const isoTime = (value: string): string => `${value.replace(" ", "T").replace(/\+00$/, "")}Z`;

const types = {
  // timestamptz (oid 1184) as text: a Date would lose the microseconds that order a dialogue.
  timestamptz: { to: 1184, from: [1184], serialize: (value: string) => value, parse: isoTime },
  // numeric and bigint stay exact enough here as numbers: counts and token sums.
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
};

type Types = { timestamptz: string; bigint: number };
export type Sql = postgres.Sql<Types>;
/** The pool, or a transaction of it. */
export type Queries = postgres.ISql<Types>;

let pool: Sql | undefined;

/** Options for any connection this system opens. */
export function options(address = config.database()) {
  const { host, port, username, password, database, ssl, authority } = address;
  return {
    host,
    port,
    username,
    password,
    database,
    // With an object postgres.js checks chain and name as with "verify-full".
    ssl: !ssl ? false : authority === "" ? ("verify-full" as const) : { ca: authority },
    connect_timeout: 5,
    connection: { TimeZone: "UTC", application_name: "ai-learning-platform" },
    onnotice: () => undefined,
    types,
  };
}

/** The pool, kept between calls. */
export function db(): Sql {
  const { pool: max } = config.database();
  pool ??= postgres({ ...options(), max, idle_timeout: 60, prepare: true });
  return pool;
}

/** Closes the pool; for one-off commands. */
export async function close(): Promise<void> {
  await pool?.end({ timeout: 5 });
  pool = undefined;
}

/**
 * Codes of postgres.js and PostgreSQL that mean the server is not there or too busy: classes 08, 53 and 57P, the limits
 * of `role-limits.ts` for a statement (57014), a lock (55P03) and an idle transaction (25P03), and a transaction that gave
 * way to another one (40P01, 40001). None of these was committed.
 */
const awayCodes =
  /^(08...|25P03|40001|40P01|53...|55P03|57014|57P0.|CONNECT.*|CONNECTION_.*|ECONN.*|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

export const isAway = (error: unknown): boolean => awayCodes.test(codeOf(error));

/** Of a deadlock, who waited for what, and in which statement: locks and our own SQL, no values. */
function deadlockOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error) || codeOf(error) !== "40P01") return {};
  const { detail, where } = error as { detail?: unknown; where?: unknown };
  return {
    ...(typeof detail === "string" && { locks: detail }),
    ...(typeof where === "string" && { where }),
  };
}

const backoff: Backoff = { firstMs: 100, maxMs: 1_000 };

/**
 * Tries a statement again while the server is away, for at most `forMs`. Only for statements that
 * may be repeated: a connection that breaks does not say whether the statement was committed.
 */
export async function retryWhileAway<T>(forMs: number, statement: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + forMs;
  for (let retry = 0; ; retry += 1) {
    try {
      return await statement();
    } catch (error) {
      const delay = delayOf(backoff, retry);
      if (!isAway(error) || Date.now() + delay > deadline) throw error;
      log.warn("database_away", deadlockOf(error), error);
      await pause(delay);
    }
  }
}

/** A row was to be made for a user who has just been deleted. */
const isOrphan = (error: unknown): boolean =>
  codeOf(error) === "23503" &&
  error instanceof Error &&
  "constraint_name" in error &&
  String(error.constraint_name).endsWith("_user_id_fkey");

/** Turns a lost database and a lost user into public errors and leaves everything else as it is. */
export function translate(error: unknown): unknown {
  if (error instanceof PublicError) return error;
  if (isOrphan(error)) return problem("invalid_token", error);
  return isAway(error) ? problem("database_unavailable", error) : error;
}

/** One sentence for a start that cannot reach its database. */
export function startError(error: unknown): unknown {
  const { host, port, username, database } = config.database();
  const where = `PostgreSQL at ${host}:${port}`;
  const code = codeOf(error);
  if (isAway(error)) {
    return new DatabaseError(
      `${where} cannot be reached (${code}): start it, or correct DATABASE_URL`,
      { cause: error },
    );
  }
  if (code === "28P01" || code === "28000") {
    return new DatabaseError(
      `${where} refused the user ${username}: correct the user and password in DATABASE_URL`,
      { cause: error },
    );
  }
  if (code === "3D000") {
    return new DatabaseError(
      `${where} has no database ${database}: create it (createdb ${database}), or correct DATABASE_URL`,
      { cause: error },
    );
  }
  return error;
}

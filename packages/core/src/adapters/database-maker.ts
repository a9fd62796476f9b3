// Databases of previews, each with the role that owns it, inside dev's server: made and dropped by dev's own function, so
// that no branch holds the server's user. A name belongs to the stage that made it first, by a proof only that stage
// knows. The server's user is no superuser: it may make databases and roles, and owns what it made only through its roles.
import { createHash, timingSafeEqual } from "node:crypto";
import postgres from "postgres";
import * as z from "zod";
import * as config from "../config.ts";
import { options } from "./postgres.ts";
import { liftLimits } from "./role-limits.ts";

/** What may be made and dropped here; the server holds other databases, and dropping has no way back. */
const name = z
  .string()
  .regex(/^preview_[a-z0-9_]{1,50}$/, { error: "is no preview's database: refused" });

/** Long enough that nobody guesses it, also from its hash, which every user of the server can read. */
const secret = z.string().regex(/^[!-~]{32,128}$/, { error: "must be 32 to 128 characters" });

/** What a preview asks for. */
export const request = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("make"), database: name, password: secret, proof: secret }),
  z.strictObject({ action: z.literal("drop"), database: name, proof: secret }),
]);
export type DatabaseRequest = z.infer<typeof request>;
type Make = Extract<DatabaseRequest, { action: "make" }>;
type Own = Omit<Make, "action" | "password">;

/** Disks fill before this; it bounds what one branch can do by making names up. */
const maxPreviews = 40;

/** So that one preview cannot take all connections of dev's server. */
const maxConnections = 30;

async function asServerUser<T>(database: string, work: (sql: postgres.Sql) => Promise<T>) {
  const sql = postgres({ ...options(), max: 1, prepare: false });
  try {
    // Dropping a database waits for a checkpoint, which the limits of requests would cut off.
    await liftLimits(sql);
    // Two calls for one name come one after the other; the lock goes with the connection.
    await sql`select pg_advisory_lock(hashtextextended(${database}, 0))`;
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const markOf = (proof: string): string =>
  `preview of ${createHash("sha256").update(proof).digest("hex")}`;

/** Whether the role is there. Its comment says whose it is: no preview's role may change that. */
async function isOwned(sql: postgres.ISql, { database, proof }: Own): Promise<boolean> {
  const [role] = await sql<{ mark: string | null }[]>`
    select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = ${database}`;
  if (role === undefined) return false;
  const [found, wanted] = [role.mark ?? "", markOf(proof)].map((mark) => Buffer.from(mark));
  if (found?.length !== wanted?.length || !found || !wanted || !timingSafeEqual(found, wanted)) {
    throw new Error(
      `The database ${database} was made by another stage, or by this one before its state was lost: refused. An administrator of dev can drop it.`,
    );
  }
  return true;
}

/** A new role with the mark of its owner, both or neither. */
async function makeRole(sql: postgres.Sql, { database, proof }: Own): Promise<void> {
  const [count] = await sql<{ previews: number }[]>`
    select count(*)::int as previews from pg_roles where starts_with(rolname, 'preview_')`;
  if ((count?.previews ?? 0) >= maxPreviews) {
    throw new Error(`dev's server holds ${String(maxPreviews)} previews already: remove some.`);
  }
  await sql.begin(async (transaction) => {
    await transaction`create role ${transaction(database)} login`;
    await transaction.unsafe(`comment on role ${database} is '${markOf(proof)}'`);
  });
}

/**
 * Makes what is missing and sets the password anew; repeated, it changes nothing else.
 * @throws Error when the name is another stage's, or when there are too many
 */
export async function make({ database: name, password, proof }: Make): Promise<void> {
  await asServerUser(name, async (sql) => {
    const own = { database: name, proof };
    if (!(await isOwned(sql, own))) await makeRole(sql, own);
    // No parameters in this statement, so the server quotes the password; it is not logged.
    const [quoted] = await sql<
      { password: string }[]
    >`select quote_literal(${password}) as password`;
    await sql.unsafe(
      `alter role ${name} connection limit ${String(maxConnections)} password ${quoted?.password ?? ""}`,
    );
    // The maker of a role may administer it, but must be a member to give it a database, or to drop that.
    await sql`grant ${sql(name)} to current_user with inherit true, set true`;
    const [database] = await sql`select from pg_database where datname = ${name}`;
    if (!database) await sql`create database ${sql(name)} owner ${sql(name)}`;
    // Previews must not look into each other, nor into the database of the stage that hosts them.
    await sql`revoke connect, temporary on database ${sql(name)} from public`;
    const { database: host } = config.database();
    await sql`revoke connect, temporary on database ${sql(host)} from public`;
  });
}

/**
 * Drops both, also while somebody is connected. What does not exist is no error.
 * @throws Error when the name is another stage's
 */
export async function drop({ database: name, proof }: Own): Promise<void> {
  await asServerUser(name, async (sql) => {
    if (!(await isOwned(sql, { database: name, proof }))) return;
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`drop role if exists ${sql(name)}`;
  });
}

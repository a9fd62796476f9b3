// The database of a preview, and the role that owns it, inside a server that previews share.
// The server's user is no superuser: it may make databases and roles, and owns what it made only through its roles.
import postgres from "postgres";
import * as z from "zod";
import * as config from "../config.ts";
import { options } from "./postgres.ts";

/** What the provider adds to the input of a call that follows a resource's life. */
export const lifeCycle = z.object({
  tf: z.object({ action: z.enum(["create", "update", "delete"]) }),
});

/** What may be made and dropped here; the server holds other databases, and dropping has no way back. */
const previewName = /^preview_[a-z0-9_]{1,50}$/;

/** @throws Error unless both names are a preview's, and the same */
function nameOf({ database, username }: { database: string; username: string }): string {
  if (!previewName.test(database) || username !== database) {
    throw new Error(`${database} (${username}) is no preview's database: refused`);
  }
  return database;
}

async function asServerUser<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres({ ...options(config.databaseServer()), max: 1, prepare: false });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Makes what is missing and sets the password anew; repeated, it changes nothing else. */
export async function create(): Promise<void> {
  const { password, ...own } = config.database();
  const name = nameOf(own);
  await asServerUser(async (sql) => {
    const [role] = await sql`select from pg_roles where rolname = ${name}`;
    if (!role) await sql`create role ${sql(name)} login`;
    // No parameters in this statement, so the server quotes the password; it is not logged.
    const [quoted] = await sql<
      { password: string }[]
    >`select quote_literal(${password}) as password`;
    await sql.unsafe(`alter role ${name} password ${quoted?.password ?? ""}`);
    // The maker of a role may administer it, but must be a member to give it a database, or to drop that.
    await sql`grant ${sql(name)} to current_user with inherit true, set true`;
    const [database] = await sql`select from pg_database where datname = ${name}`;
    if (!database) await sql`create database ${sql(name)} owner ${sql(name)}`;
    // Previews must not look into each other, nor into the database of the stage that hosts them.
    await sql`revoke connect, temporary on database ${sql(name)} from public`;
    const { database: host } = config.databaseServer();
    await sql`revoke connect, temporary on database ${sql(host)} from public`;
  });
}

/** Drops both, also while somebody is connected. What does not exist is no error. */
export async function drop(): Promise<void> {
  const name = nameOf(config.database());
  await asServerUser(async (sql) => {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`drop role if exists ${sql(name)}`;
  });
}

// The application's database and role on the server, and the addresses by which it and the superuser reach them.
import postgres from "postgres";
import type { DatabaseAddress } from "../settings.ts";

const databaseName = "ai_learning_platform";

/** The application's role and database. No superuser, as on RDS: what needs one must fail here too. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const sql = postgres({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password,
    database: "postgres",
    max: 1,
    onnotice: () => undefined,
  });
  try {
    const [role] = await sql`select from pg_roles where rolname = 'app'`;
    if (!role) await sql.unsafe(`create role app login createdb createrole password '${password}'`);
    // A run that was killed may have left its refusal behind: faults/postgres-faults.ts.
    else await sql`alter role app connection limit -1`;
    const [database] = await sql`select from pg_database where datname = ${databaseName}`;
    if (!database) await sql.unsafe(`create database ${databaseName} owner app`);
  } finally {
    await sql.end();
  }
}

/** The address, and the same server for its superuser. */
export function addressesOf(
  port: number,
  password: string,
): DatabaseAddress & { readonly admin: DatabaseAddress } {
  const own = addressOf(port, password);
  return { ...own, admin: { ...own, username: "postgres", database: "postgres" } };
}

/** The address for the application. */
export function addressOf(port: number, password: string): DatabaseAddress {
  return {
    host: "127.0.0.1",
    port,
    username: "app",
    password,
    database: databaseName,
    ssl: false,
  };
}

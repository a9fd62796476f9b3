// The embedded PostgreSQL: started on the data folder, on loopback and behind a password, ended with the runner.
// Its programs are driven directly: the library around them takes over Ctrl-C at import, starts the server in the
// terminal's group so that Ctrl-C stops it under running functions, and has no answer to a killed runner.
import { closeSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { keptSecret } from "../data-folder.ts";
import {
  ensureCluster,
  guard,
  hasShell,
  isReady,
  postgresPrograms,
  runningServer,
  stopServer,
  type Shutdown,
} from "./cluster.ts";
import { postgresAccount } from "./account.ts";
import type { DatabaseAddress } from "../settings.ts";
import { StartError } from "../start-error.ts";

/** A server, ours to stop or not. */
export interface PostgresServer extends DatabaseAddress {
  /** The same server for its superuser. */
  readonly admin: DatabaseAddress;
  /** Does nothing to a server that was started for the background. */
  stop(): Promise<void>;
  /** Stops it, whoever started it, and starts it again with the same data on the same port. */
  restart(how: Shutdown): Promise<void>;
}

const databaseName = "ai_learning_platform";

/** What is kept between runs, so that an address noted once goes on working. */
interface Kept {
  readonly port: number;
  /** Started by `db-up`: whoever finds it running uses it and leaves it. */
  readonly background: boolean;
}

/**
 * Starts the server of a data folder, or joins the one that `db-up` left running there.
 *
 * @throws StartError in one sentence
 */
export async function startPostgres(
  dataDir: string,
  how: { background: boolean } = { background: false },
): Promise<PostgresServer> {
  const folder = join(dataDir, "postgres");
  const password = await keptSecret(dataDir, "postgres-password", 24);
  const kept = await readKept(dataDir);
  const found = await runningServer(folder);
  const programs = postgresPrograms();
  const account = await postgresAccount([dataDir, join(programs, "postgres")]);
  const start = async (port: number, where: { background: boolean }): Promise<Stop> => {
    // What one that was killed left behind would look like the new one's readiness.
    await runningServer(folder);
    return run(dataDir, folder, join(programs, "postgres"), account, port, where);
  };
  if (found !== undefined) {
    if (kept?.background === true) {
      const { port } = kept;
      const noStop = (): Promise<void> => Promise.resolve();
      const restart = async (mode: Shutdown): Promise<void> => {
        await stopServer((await runningServer(folder)) ?? found, mode);
        await start(port, { background: true });
      };
      await ensureDatabase(port, password);
      return { ...addressesOf(port, password), stop: noStop, restart };
    }
    // Its runner was killed; the folder is ours now.
    await stopServer(found);
  }
  await ensureCluster(folder, programs, account, password);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? (kept?.port ?? 0) : 0);
    await writeFile(
      join(dataDir, "postgres.json"),
      JSON.stringify({ port, ...how } satisfies Kept),
    );
    try {
      let stop = await start(port, how);
      await ensureDatabase(port, password);
      const restart = async (mode: Shutdown): Promise<void> => {
        await stop(mode);
        stop = await start(port, how);
      };
      return { ...addressesOf(port, password), stop: () => stop("fast"), restart };
    } catch (thrown) {
      // The port may have been taken between the look and the start.
      if (attempt === 3) throw thrown;
    }
  }
}

/** Stops the server of a data folder, whoever started it; false when none runs. */
export async function stopBackground(dataDir: string): Promise<boolean> {
  const pid = await runningServer(join(dataDir, "postgres"));
  if (pid !== undefined) await stopServer(pid);
  return pid !== undefined;
}

/** The address of the server that runs on a data folder now. */
export async function runningAddress(dataDir: string): Promise<DatabaseAddress | undefined> {
  const kept = await readKept(dataDir);
  const pid = await runningServer(join(dataDir, "postgres"));
  if (!kept || pid === undefined) return undefined;
  return addressOf(kept.port, await keptSecret(dataDir, "postgres-password", 24));
}

type Stop = (how: Shutdown) => Promise<void>;

async function run(
  dataDir: string,
  folder: string,
  program: string,
  account: Awaited<ReturnType<typeof postgresAccount>>,
  port: number,
  { background }: { background: boolean },
): Promise<Stop> {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = [program, "-D", folder, ...flags];
  const logFile = join(dataDir, "postgres.log");
  const log = openSync(logFile, "w");
  const guarded = hasShell && !background;
  const [command = "", ...args] = guarded ? ["/bin/sh", "-c", guard, "sh", ...server] : server;
  const child = account.spawn(command, args, ["ignore", log, log, guarded ? "pipe" : "ignore"]);
  closeSync(log);
  if (background) child.unref();
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  }).then(() => {
    ended = true;
  });
  while (!(await isReady(folder))) {
    if (ended) throw new StartError(await failure(logFile));
    await new Promise((done) => setTimeout(done, 20));
  }
  return async (how) => {
    const pid = await runningServer(folder);
    if (pid !== undefined) await stopServer(pid, how);
    if (!background) await gone;
  };
}

async function failure(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, "utf8")).trim().split("\n");
  const fatal = lines.find((line) => line.includes("FATAL")) ?? lines.at(-1) ?? "";
  return `PostgreSQL did not start (${logFile} has more): ${fatal.replace(/^.*?FATAL:\s*/, "")}`;
}

/** The application's role and database. No superuser, as on RDS: what needs one must fail here too. */
async function ensureDatabase(port: number, password: string): Promise<void> {
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
    // A run that was killed may have left its refusal behind: postgres-faults.ts.
    else await sql`alter role app connection limit -1`;
    const [database] = await sql`select from pg_database where datname = ${databaseName}`;
    if (!database) await sql.unsafe(`create database ${databaseName} owner app`);
  } finally {
    await sql.end();
  }
}

function addressesOf(
  port: number,
  password: string,
): DatabaseAddress & { readonly admin: DatabaseAddress } {
  const own = addressOf(port, password);
  return { ...own, admin: { ...own, username: "postgres", database: "postgres" } };
}

function addressOf(port: number, password: string): DatabaseAddress {
  return {
    host: "127.0.0.1",
    port,
    username: "app",
    password,
    database: databaseName,
    ssl: false,
  };
}

async function readKept(dataDir: string): Promise<Kept | undefined> {
  const text = await readFile(join(dataDir, "postgres.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const kept: Kept = JSON.parse(text);
  return kept;
}

/** The port asked for if it is free, else any free one. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

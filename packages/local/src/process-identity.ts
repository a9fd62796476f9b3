// Whether a process id from an earlier run still means the same process: ids are given out again.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it exists and belongs to somebody else.
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
}

/** When a process started, in the form in which this system tells it; undefined when there is none. */
export async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    // Past the name, which may hold spaces and brackets, the 20th field is the start in clock ticks.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  }
  return ps(pid, "lstart=");
}

/** The process that started another; undefined when there is none. */
export async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  const parent = await ps(pid, "ppid=");
  return parent === undefined ? undefined : Number(parent);
}

/** The command line of a process; undefined when there is none. */
export async function commandOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${String(pid)}/cmdline`, "utf8").catch(() => undefined);
  if (line !== undefined) return line === "" ? undefined : line.replaceAll("\0", " ").trim();
  return ps(pid, "command=");
}

async function ps(pid: number, column: string): Promise<string | undefined> {
  try {
    const environment = { ...process.env, LC_ALL: "C" };
    const answer = await run("ps", ["-o", column, "-p", String(pid)], { env: environment });
    const text = answer.stdout.trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Waits until a process is gone; false when it outlived the time. */
export async function waitGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while ((await startOf(pid)) !== undefined) {
    if (Date.now() > end) return false;
    await new Promise((done) => setTimeout(done, 20));
  }
  return true;
}

// The processes of a stack, the memory they hold and the processor time they took, from /proc.
import { readdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

/** One process. Bytes. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly rss: number;
  /** What no other process shares, what files it maps, what memory it shares with others: they add up to `rss`. */
  readonly own: number;
  readonly files: number;
  readonly shared: number;
  /** Processor time since its start, milliseconds, to the hundredth of a second. */
  readonly cpuMs: number;
}

/** Linux counts processor time in hundredths of a second on every machine Node runs on. */
const tickMs = 10;

/** False where there is no /proc, as on macOS. */
export const canSeeProcesses = process.platform === "linux";

async function processOf(pid: number): Promise<Process | undefined> {
  try {
    const [status, command, stat] = await Promise.all(
      ["status", "cmdline", "stat"].map((file) => readFile(`/proc/${String(pid)}/${file}`, "utf8")),
    );
    if (status === undefined || command === undefined || stat === undefined) return undefined;
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return {
      pid,
      parent: field("PPid"),
      command: command.replaceAll("\0", " ").trim(),
      rss: field("VmRSS") * 1024,
      own: field("RssAnon") * 1024,
      files: field("RssFile") * 1024,
      shared: field("RssShmem") * 1024,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** A process and all that it started; nothing where processes cannot be seen. */
export async function familyOf(pid: number): Promise<Process[]> {
  if (!canSeeProcesses) return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(processOf))).flatMap((one) => one ?? []);
  const family = all.filter((one) => one.pid === pid);
  for (const one of family) family.push(...all.filter(({ parent }) => parent === one.pid));
  return family;
}

/** Processor time that everything on this machine took since it started, milliseconds. */
async function machineCpuMs(): Promise<number> {
  if (!canSeeProcesses) return NaN;
  const [line = ""] = (await readFile("/proc/stat", "utf8")).split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + soft) * tickMs;
}

/** The share (0 to 1) of this machine's processors that others than we and our children took meanwhile; NaN if unknown. */
export async function othersShare(act: () => Promise<unknown>): Promise<number> {
  const ours = async (): Promise<number> =>
    (await familyOf(process.pid)).reduce((sum, one) => sum + one.cpuMs, 0);
  const before = { all: await machineCpuMs(), ours: await ours(), at: performance.now() };
  await act();
  const others = (await machineCpuMs()) - before.all - ((await ours()) - before.ours);
  return Math.max(0, others) / ((performance.now() - before.at) * availableParallelism());
}

/** Processor time by role that a family took while something was done; processes that ended meanwhile are left out. */
export async function cpuOf(
  pid: number,
  act: () => Promise<unknown>,
): Promise<Map<string, number>> {
  const before = new Map((await familyOf(pid)).map((one) => [one.pid, one.cpuMs]));
  await act();
  const spent = new Map<string, number>();
  for (const one of await familyOf(pid)) {
    const more = one.cpuMs - (before.get(one.pid) ?? 0);
    spent.set(roleOf(one), (spent.get(roleOf(one)) ?? 0) + more);
  }
  return spent;
}

/** What a process is, by its command line. */
export function roleOf({ command }: Process): string {
  const [, name] = /^ai-learning ([\w-]+)$/.exec(command) ?? [];
  if (name !== undefined) return `function ${name}`;
  if (/stand-ins-process/.test(command)) return "stand-ins (DynamoDB, SQS)";
  if (/stack-process/.test(command)) return "runner (gateway, queue)";
  if (/postgres/.test(command)) return "PostgreSQL";
  return /\.child/.test(command) ? "spare process" : "other";
}

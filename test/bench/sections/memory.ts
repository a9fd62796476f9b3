// Resident memory of every process of a stack: just started, and after a hundred learners.
import type { Bench } from "../bench.ts";
import { canSeeProcesses, familyOf, roleOf, type Process } from "../processes.ts";
import type { Findings } from "../row.ts";
import { median } from "../stats.ts";
import { joinAll, startTurns } from "./learners.ts";

const megabyte = 1024 * 1024;

export async function measureMemory(bench: Bench): Promise<Findings> {
  if (!canSeeProcesses) {
    return {
      rows: [{ name: "Memory", value: null, unit: "MB", note: "needs /proc, as Linux has it" }],
    };
  }
  const stack = await bench.start();
  const idle = rowsOf("idle", await familyOf(stack.pid));
  const count = bench.size(100, 5);
  const learners = await joinAll(bench, stack, count);
  await startTurns(learners, stack.modelUrl);
  const after = rowsOf(`after ${String(count)} learners`, await familyOf(stack.pid));
  await Promise.all(learners.map((one) => one.leave()));
  await stack.stop();
  return { rows: [...idle, ...after] };
}

/** A row for each kind of process, and one for all. */
function rowsOf(when: string, family: readonly Process[]): Findings["rows"][number][] {
  const row = (name: string, bytes: number, note: string) => ({
    name: `${name}, ${when}`,
    value: Math.round(bytes / megabyte),
    unit: "MB",
    note,
  });
  const kinds = [...Map.groupBy(family, roleOf)].map(([role, its]) => {
    const own = Math.round(median(its.map((one) => one.own)) / megabyte);
    const note = `${its.length === 1 ? "" : `each of ${String(its.length)}, `}${String(own)} MB its own`;
    return row(role, median(its.map((one) => one.rss)), note);
  });
  return [...kinds, row("all", together(family), "what processes share counted once")];
}

/** Programs and memory that several processes map count once: as much as the largest of each kind has. */
function together(family: readonly Process[]): number {
  const own = family.reduce((sum, one) => sum + one.own, 0);
  const shared = [...Map.groupBy(family, (one) => /postgres/.test(one.command)).values()].map(
    (its) => Math.max(...its.map((one) => one.files)) + Math.max(...its.map((one) => one.shared)),
  );
  return shared.reduce((sum, bytes) => sum + bytes, own);
}

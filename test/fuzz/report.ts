// What a run found, to read.
import { roleOf, type Process } from "../bench/processes.ts";
import type { Outcome } from "./run.ts";

/** A line per route, frame or kind: how often it was answered what. */
export function tableOf({ tally }: Outcome): string {
  return [...tally]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([label, cells]) => {
      const counts = [...cells].toSorted(([, one], [, other]) => other - one);
      const text = counts.map(([cell, count]) => `${cell} ×${String(count)}`).join(", ");
      return `  ${label.padEnd(24)}${text}`;
    })
    .join("\n");
}

/** The smallest case that was found wrong, how to send it by hand, and how to find it again. */
export const failureOf = ({ failed }: Outcome, seed: number): string =>
  failed === null
    ? ""
    : [
        `  ${failed.why}`,
        `  ${JSON.stringify(failed.example).slice(0, 2000)}`,
        `  ${failed.curl.slice(0, 2000)}`,
        `  npm run fuzz -- --seed ${String(seed)}`,
      ].join("\n");

/** What each kind of process holds, on average; bytes. PostgreSQL's shared memory is left out. */
export function memoryOf(family: readonly Process[]): ReadonlyMap<string, number> {
  const byRole = Map.groupBy(family.slice(1), roleOf);
  return new Map(
    [...byRole].map(([role, all]) => [
      role,
      all.reduce((sum, one) => sum + one.rss - one.shared, 0) / all.length,
    ]),
  );
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;

/** How much more each kind of process may hold at the end than after warming up. */
const mostGrowth = 1.5;

/** Lines of "before → after", and the kinds that grew too much. */
export function growthOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): { readonly lines: string; readonly grown: readonly string[] } {
  const both = [...after].flatMap(([role, bytes]) => {
    const first = before.get(role);
    return first === undefined || role === "spare process" ? [] : [{ role, first, bytes }];
  });
  return {
    lines: both
      .map(
        ({ role, first, bytes }) => `  ${role.padEnd(28)}${megabytes(first)} → ${megabytes(bytes)}`,
      )
      .join("\n"),
    grown: both.flatMap(({ role, first, bytes }) => (bytes > first * mostGrowth ? [role] : [])),
  };
}

// L3 in seconds: how long nothing moved where an answer was due, and how soon a killed worker was replaced.
import type { InjectedFault, Killed } from "../fault-injector.ts";
import type { Evidence, Finding } from "./evidence.ts";

/** Milliseconds. A worker killed after its claim is replaced within the first, anything else found within the second. */
export const limits = { afterKill: 45_000, anything: 120_000 } as const;

/** How long a killed turn waited for its next worker, or for its end. */
export interface Replacement extends Killed {
  readonly ms: number;
  /** Nothing else befell its wake-up or the database meanwhile, so that the shorter limit holds. */
  readonly isAlone: boolean;
}

/** What takes more than a redelivery to recover from, or keeps the next worker from its claim. */
const heavier: ReadonlySet<string> = new Set([
  "deliveries lost",
  "deliveries delayed",
  "PostgreSQL restarted",
  "PostgreSQL connections",
]);

/** The database's clock has microseconds and ours none. */
const clockMs = 1;

const meets = (fault: InjectedFault, from: number, to: number): boolean =>
  fault.at <= to && fault.to >= from;

export function replacements({ rows, killed, faults }: Evidence, end: number): Replacement[] {
  // Who was at work was asked a moment before the kill: some had ended when it fell.
  const isAlive = (one: Killed): boolean =>
    !rows.calls.some(
      (call) =>
        call.message_id === one.message &&
        call.attempt === one.attempt &&
        call.outcome !== "abandoned" &&
        (call.closed_at ?? Infinity) <= one.at + clockMs,
    );
  return killed.filter(isAlive).map((one) => {
    const signs = rows.calls
      .filter((call) => call.message_id === one.message)
      .flatMap((call) => [call.opened_at, call.closed_at ?? end])
      .filter((at) => at > one.at + clockMs);
    const to = Math.min(end, ...signs);
    const others = faults.filter(
      (fault) =>
        // A switch takes effect on a wake-up that was received while it was on.
        (heavier.has(fault.kind) && meets(fault, one.at - 1_000, to)) ||
        (fault.kind === "kill generate" && fault.at > one.at && fault.at <= to),
    );
    return { ...one, ms: to - one.at, isAlone: others.length === 0 };
  });
}

/** The longest of each, in milliseconds, and what is beyond its limit. */
export interface Silences {
  readonly longest: number;
  /** What was broken in the longest silence or shortly before it. */
  readonly cause: string;
  readonly afterKill: number;
  readonly kills: number;
  readonly afterKillAmongOthers: number;
  readonly beyond: readonly Finding[];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function silencesOf(evidence: Evidence, end: number): Silences {
  const all = evidence.silences.map((one) => ({ ...one, ms: one.to - one.from }));
  const longest = all.toSorted((a, b) => b.ms - a.ms)[0];
  const replaced = replacements(evidence, end);
  const alone = replaced.filter((one) => one.isAlone);
  const most = (list: readonly Replacement[]): number => Math.max(0, ...list.map(({ ms }) => ms));
  const beyond = [
    ...all
      .filter(({ ms }) => ms > limits.anything)
      .map(({ chat, ms }) => ({ what: `nothing moved for ${seconds(ms)}`, chat })),
    ...replaced
      .filter(({ ms, isAlone }) => ms > (isAlone ? limits.afterKill : limits.anything))
      .map(({ chat, message, ms, isAlone }) => ({
        what: `killed${isAlone ? "" : " among other faults"}, and ${seconds(ms)} without a worker`,
        chat,
        message,
      })),
  ];
  return {
    longest: longest?.ms ?? 0,
    cause: longest === undefined ? "" : causeOf(evidence.faults, longest.from, longest.to),
    afterKill: most(alone),
    kills: alone.length,
    afterKillAmongOthers: most(replaced),
    beyond,
  };
}

/** Kinds of faults that lay in a time or ended up to five seconds before it. */
function causeOf(faults: readonly InjectedFault[], from: number, to: number): string {
  const met = faults.filter((fault) => meets(fault, from - 5_000, to)).map(({ kind }) => kind);
  return [...new Set(met)].join(", ");
}

// Every mode, role and kind once or twice: what came of it, and what had to.
import { callerOf, type Ask, type Result } from "./caller.ts";
import { kindNames, type KindName } from "./kinds.ts";
import type { Mode, Outcome, Role } from "./mode.ts";
import { modes, startModelServer } from "./server.ts";

export interface Row {
  readonly mode: Mode;
  readonly ends: Readonly<Record<Role, string>>;
  /** What was not as it had to be. */
  readonly wrong: readonly string[];
}

const ofGreeting: Readonly<Partial<Record<Outcome, Outcome>>> = {
  own_model_rejected: "model_rejected",
  own_model_unavailable: "model_unavailable",
};

/** A connection test names its failures without saying whose model it was. */
const expectedOf = (mode: Mode, role: Role, kind: KindName): Outcome => {
  const outcome = mode.ends[role === "server" ? 0 : 1];
  return kind === "test-connection" ? (ofGreeting[outcome] ?? outcome) : outcome;
};

const hasHistory = (kind: KindName): boolean => kind !== "welcome" && kind !== "test-connection";
const isJson = (kind: KindName): boolean => kind === "finalise" || kind === "plan";

/** What is wrong with a result. `isFirst`: the server was not known yet. */
function faultsOf(mode: Mode, kind: KindName, result: Result, isFirst: boolean): string[] {
  const { answer, states, grew } = result;
  const faults: string[] = [];
  const check = (isRight: boolean, fault: string): void => {
    if (!isRight) faults.push(fault);
  };
  const expected = mode.requests?.[isFirst ? 0 : 1];
  const isCounted = mode.onlyJson === undefined || isJson(kind);
  if (expected !== undefined && isCounted) {
    check(answer.requests === expected, `${String(answer.requests)} requests`);
  }
  if (mode.state !== undefined && kind !== "test-connection") {
    check(states.includes(mode.state), `told ${states.join(", ") || "nothing"}`);
  }
  const leftOut = answer.leftOut ?? 0;
  const isCut = mode.leavesOut === true && hasHistory(kind);
  check(answer.error !== null || leftOut > 0 === isCut, `left out ${String(leftOut)}`);
  if (mode.retryAfterMs !== undefined) {
    check(answer.retryAfterMs === mode.retryAfterMs, `again after ${String(answer.retryAfterMs)}`);
  }
  check(grew, "the text did not only grow");
  check(!/think>|\bhm\b/.test(answer.text), "thoughts were told");
  return faults;
}

/** All kinds of answers, one after the other: what the first call finds out, the next ones know. */
async function resultsOf(mode: Mode, role: Role, ask: Ask) {
  const ends: string[] = [];
  const wrong: string[] = [];
  for (const [at, kind] of kindNames.entries()) {
    const result = await ask(mode, role, kind);
    const isFirst =
      mode.onlyJson === undefined ? at === 0 : !kindNames.slice(0, at).some((one) => isJson(one));
    const expected = expectedOf(mode, role, kind);
    const faults = faultsOf(mode, kind, result, isFirst);
    if (result.outcome !== expected) faults.push(`ended as ${result.outcome}, not ${expected}`);
    if (role === "server" && /\bkey\b|account/.test(result.detail ?? "")) {
      faults.push("a learner was told of a key");
    }
    ends.push(result.outcome);
    wrong.push(...faults.map((fault) => `${role}, ${kind}: ${fault}`));
  }
  const [chat = "", ...others] = ends;
  const isOne = others.slice(0, 3).every((one) => one === chat);
  return { ends: isOne ? chat : ends.join(" / "), wrong };
}

async function rowOf(mode: Mode, ask: Ask): Promise<Row> {
  const [server, own] = await Promise.all([
    resultsOf(mode, "server", ask),
    resultsOf(mode, "own", ask),
  ]);
  return {
    mode,
    ends: { server: server.ends, own: own.ends },
    wrong: [...server.wrong, ...own.wrong],
  };
}

/** Loads everything that a call needs, so that no first call is late for it. */
async function warmUp(ask: Ask): Promise<void> {
  const [first] = modes;
  if (first === undefined) throw new Error("there are modes");
  for (const role of ["server", "own"] as const) await ask(first, role, "test-connection");
}

/** Runs all modes, several at a time. */
export async function table(concurrency = 8): Promise<readonly Row[]> {
  const server = await startModelServer();
  try {
    const ask = await callerOf(server);
    await warmUp(ask);
    const rows: Row[] = [];
    const rest = modes.entries();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (const [at, mode] of rest) rows[at] = await rowOf(mode, ask);
      }),
    );
    return rows;
  } finally {
    await server.stop();
  }
}

const width = (rows: readonly string[]): number => Math.max(...rows.map((one) => one.length));

/** The rows as a table of Markdown. */
export function markdownOf(rows: readonly Row[]): string {
  const cells = rows.map(({ mode, ends }) => [
    mode.line === 0 ? "" : String(mode.line),
    mode.name,
    ends.server,
    ends.own,
    mode.retryAfterMs === undefined
      ? (mode.state ?? "")
      : `again in ${String(mode.retryAfterMs / 1000)} s`,
  ]);
  const head = ["#", "The server", "The service's model", "A user's own model", "Told beside it"];
  const widths = head.map((_, at) => width([head, ...cells].map((row) => row[at] ?? "")));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((size) => "-".repeat(size)).join(" | ")} |`;
  return [line(head), rule, ...cells.map(line)].join("\n");
}

// The table of a run, and for whatever is wrong everything that was heard and stored about it.
import { faultKinds } from "./fault-kinds.ts";
import type { Outcome } from "./run.ts";
import type { Finding } from "./verdict/evidence.ts";
import { limits } from "./verdict/silence.ts";

const row = (name: string, value: string | number, note = ""): string =>
  `  ${name.padEnd(34)}${String(value).padStart(9)}${note === "" ? "" : `   ${note}`}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Faults by kind, in the order of the catalogue. */
export function countsOf({ faults }: Pick<Outcome, "faults">): Record<string, number> {
  return Object.fromEntries(
    faultKinds.map((kind) => [kind, faults.filter((fault) => fault.kind === kind).length]),
  );
}

/** The model's own count of what its switches hit. */
const hitsOf = (outcome: Outcome): string =>
  [...outcome.modelHits]
    .map(([name, count]) => `${name.replace("model.", "")} ${String(count)}`)
    .join(", ");

export function tableOf(outcome: Outcome): string {
  const { verdict, seed } = outcome;
  const { silences } = verdict;
  const refused = Object.entries(verdict.refused)
    .map(([code, count]) => `${code} ${String(count)}`)
    .join(", ");
  const limit = (ms: number): string => `limit ${String(ms / 1000)} s`;
  return [
    row("seed", seed),
    row(
      "duration",
      `${outcome.seconds.toFixed(0)} s`,
      `load average ${outcome.load.toFixed(1)}, held up for ${seconds(outcome.held)} at most`,
    ),
    row("turns", verdict.asked, outcome.isCut ? "time ran out before all were asked" : ""),
    ...Object.entries(countsOf(outcome)).map(([kind, count]) => row(`  ${kind}`, count)),
    row("  requests the model broke", "", hitsOf(outcome)),
    row("accepted", verdict.accepted),
    row("refused", verdict.asked - verdict.accepted, refused),
    ...Object.entries(verdict.cells).map(([cell, findings]) => row(cell, findings.length)),
    row(
      "longest silence after a kill",
      seconds(silences.afterKill),
      `${limit(limits.afterKill)}, ${String(silences.kills)} claimed turns killed; among other faults ${seconds(silences.afterKillAmongOthers)}`,
    ),
    row(
      "longest silence",
      seconds(silences.longest),
      `${limit(limits.anything)}; ${silences.cause}`,
    ),
  ].join("\n");
}

/** Findings whose circumstances are told in full. */
const mostTold = 8;
const around = 15_000;

const time = (at: number): string => new Date(at).toISOString().slice(11, 23);

function circumstances(outcome: Outcome, { chat, message }: Finding): string[] {
  const { rows } = outcome.evidence;
  const lines: string[] = [];
  const stored = rows.messages.filter((one) =>
    message === undefined ? one.chat_id === chat : one.id === message,
  );
  for (const one of stored.slice(-12)) {
    lines.push(`    row ${JSON.stringify({ ...one, content: one.content.slice(0, 60) })}`);
  }
  if (message === undefined) return lines;
  const calls = rows.calls.filter((one) => one.message_id === message);
  for (const one of calls) {
    const closed = one.closed_at === null ? "open" : time(one.closed_at);
    lines.push(
      `    call ${time(one.opened_at)}–${closed} attempt ${String(one.attempt)} ${one.outcome ?? "open"}, ${String(one.requests)} requests, ${String(one.tokens)} tokens`,
    );
  }
  const from = Math.min(...calls.map((one) => one.opened_at)) - around;
  const to = Math.max(...calls.map((one) => one.closed_at ?? one.opened_at)) + around;
  for (const fault of outcome.faults) {
    if (fault.at <= to && fault.to >= from) {
      lines.push(`    fault ${time(fault.at)}–${time(fault.to)} ${fault.kind}: ${fault.what}`);
    }
  }
  for (const tab of outcome.tabs) {
    const noted = tab.notes.list.filter(({ what }) => what.includes(message));
    for (const { at, what } of noted) lines.push(`    ${tab.name} ${time(at)} ${what}`);
  }
  return lines;
}

/** Everything known about what is wrong; "" when nothing is. */
export function detailsOf(outcome: Outcome): string {
  const lines: string[] = [];
  for (const [cell, findings] of Object.entries(outcome.verdict.cells)) {
    for (const [index, finding] of findings.entries()) {
      lines.push(
        `  ${cell}: ${finding.what} (chat ${finding.chat ?? "-"}, message ${finding.message ?? "-"})`,
      );
      if (index < mostTold) lines.push(...circumstances(outcome, finding));
    }
  }
  lines.push(...outcome.restless.map((line) => `  not at rest: ${line}`));
  return lines.join("\n");
}

/** The result as data. */
export const jsonOf = (outcome: Outcome) => ({
  seed: outcome.seed,
  seconds: outcome.seconds,
  load: outcome.load,
  held: outcome.held,
  isCut: outcome.isCut,
  faults: countsOf(outcome),
  model: Object.fromEntries(outcome.modelHits),
  ...outcome.verdict,
  restless: outcome.restless,
});

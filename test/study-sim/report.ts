// The findings as text, with what they aim at.
import type { LawName } from "./laws.ts";
import type { Measure } from "./measure.ts";

/** What is aimed at: the greatest gap between strong and weak learners under each law, and the greatest log loss. */
const maxGap: Readonly<Record<LawName, number>> = { power: 0.045, exponential: 0.03 };
const maxLogLoss = 0.4;
/** Points by which the mastery table may differ from what it aims at. */
const maxOff = 2;

export interface Found {
  readonly name: string;
  readonly measure: Measure;
}

export interface GateFound {
  readonly name: string;
  readonly aim: readonly [number, number] | null;
  /** Per cent, of learners who know half and all. */
  readonly known: readonly [number, number];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return rows.map((row) => `  ${line(row).trimEnd()}`).join("\n");
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const verdict = (isMet: boolean): string => (isMet ? "met" : "NOT met");

/** A law's schedulers, this platform's first. */
export function lawReport(law: LawName, found: readonly Found[]): string {
  const heads = [
    "",
    "recall",
    "last day",
    "weak-strong gap",
    "reviews a day",
    "minutes a day",
    "peak to mean",
    "log loss",
  ];
  const rows = found.map(({ name, measure }) => [
    name,
    percent(measure.recall),
    percent(measure.last),
    `${(measure.gap * 100).toFixed(1)} points`,
    measure.reviews.toFixed(2),
    measure.minutes.toFixed(2),
    measure.peak.toFixed(1),
    measure.logLoss === null ? "-" : measure.logLoss.toFixed(3),
  ]);
  const [ours] = found;
  const gap = ours?.measure.gap ?? 0;
  const loss = ours?.measure.logLoss ?? 0;
  return [
    `Law of forgetting: ${law}`,
    table([heads, ...rows]),
    `  log loss of the true chances, below which no prediction goes: ${(ours?.measure.leastLogLoss ?? 0).toFixed(3)}`,
    `  aims: gap ≤ ${String(maxGap[law] * 100)} points ${verdict(gap <= maxGap[law])}; log loss ≤ ${String(maxLogLoss)} ${verdict(loss <= maxLogLoss)}`,
  ].join("\n");
}

/** The log loss over all laws that were simulated. */
export function calibrationReport(found: readonly Found[]): string {
  const losses = found.map(({ measure }) => measure.logLoss ?? 0);
  const loss = losses.reduce((sum, one) => sum + one, 0) / Math.max(1, losses.length);
  return `Log loss of predicted recall over all laws: ${loss.toFixed(3)}, aim ≤ ${String(maxLogLoss)} ${verdict(loss <= maxLogLoss)}`;
}

/** True when a gate's shares are within two points of what they aim at, or aim at nothing. */
export const isWithin = ({ aim, known }: GateFound): boolean =>
  aim === null || aim.every((one, at) => Math.abs(one - (known[at] ?? 0)) <= maxOff);

export function masteryReport(found: readonly GateFound[]): string {
  const heads = ["", "knows 50 %", "knows 100 %", "aim", ""];
  const rows = found.map((one) => [
    one.name,
    `${one.known[0].toFixed(1)} %`,
    `${one.known[1].toFixed(1)} %`,
    one.aim === null ? "-" : `${one.aim.join(" / ")} %`,
    one.aim === null ? "" : verdict(isWithin(one)),
  ]);
  return [
    "Called known within 12 questions over two days, of learners who really know half and all of an objective",
    table([heads, ...rows]),
  ].join("\n");
}

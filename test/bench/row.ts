// One line of the bench: what was measured, what DESIGN §9 allows, and whether that was kept.

/** What a value may be at most or at least. Counts hold on every machine; times are compared within one run. */
export interface Budget {
  readonly kind: "count" | "time";
  readonly most?: number;
  readonly least?: number;
}

/** One measured value. */
export interface Row {
  readonly section: string;
  readonly name: string;
  /** Null: there is nothing to measure; `note` says why. */
  readonly value: number | null;
  /** "ms", "bytes", "KB", "calls"; empty for plain numbers. */
  readonly unit: string;
  /** The slow end of the same samples, in the same unit. */
  readonly p95?: number;
  readonly budget?: Budget;
  readonly note?: string;
}

/** Medians over a size, for a plot. Milliseconds. */
export interface Series {
  readonly name: string;
  readonly axis: string;
  /** The budget that holds at one of the sizes. */
  readonly budget?: { readonly x: number; readonly ms: number };
  readonly points: readonly { readonly x: number; readonly median: number; readonly p95: number }[];
}

/** What a section found. */
export interface Findings {
  readonly rows: readonly Omit<Row, "section">[];
  readonly series?: readonly Series[];
}

export type Verdict = "ok" | "miss" | "-";

/** Whether a row keeps its budget; `-` where it has none, or no value. */
export function verdictOf({ value, budget }: Pick<Row, "value" | "budget">): Verdict {
  if (value === null || budget === undefined) return "-";
  const { most = Infinity, least = -Infinity } = budget;
  return value <= most && value >= least ? "ok" : "miss";
}

/** The rows that miss a budget of this kind. */
export const missed = (rows: readonly Row[], kind: Budget["kind"]): Row[] =>
  rows.filter((row) => row.budget?.kind === kind && verdictOf(row) === "miss");

/** At most so many milliseconds, on this machine. */
export const within = (ms: number): Budget => ({ kind: "time", most: ms });

/** At most so many, on every machine. */
export const atMost = (count: number): Budget => ({ kind: "count", most: count });

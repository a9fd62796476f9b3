// The whole verdict: every cell of the table with the findings behind it.
import { charged } from "./charged.ts";
import { doubled } from "./doubled.ts";
import type { Evidence, Finding } from "./evidence.ts";
import { lost } from "./lost.ts";
import { silencesOf, type Silences } from "./silence.ts";
import { unequal, unfinished } from "./unequal.ts";

export interface Verdict {
  readonly asked: number;
  readonly accepted: number;
  /** Questions the server would not have, by its code: what a button may be told. */
  readonly refused: Readonly<Record<string, number>>;
  readonly cells: Readonly<Record<Cell, readonly Finding[]>>;
  readonly silences: Silences;
  readonly isClean: boolean;
}

export type Cell =
  | "lost"
  | "doubled"
  | "unfinished"
  | "unequal"
  | "charged twice"
  | "silent too long";

/** `end`: when the run came to rest, milliseconds since 1970. */
export function verdictOf(evidence: Evidence, end: number): Verdict {
  const silences = silencesOf(evidence, end);
  const cells = {
    lost: lost(evidence),
    doubled: doubled(evidence),
    unfinished: unfinished(evidence),
    unequal: unequal(evidence),
    "charged twice": charged(evidence),
    "silent too long": silences.beyond,
  };
  const refused: Record<string, number> = {};
  for (const { refused: code } of evidence.asks) {
    if (code !== null) refused[code] = (refused[code] ?? 0) + 1;
  }
  return {
    asked: evidence.asks.length,
    accepted: evidence.asks.filter((ask) => ask.acceptedAt !== null).length,
    refused,
    cells,
    silences,
    isClean: Object.values(cells).every((findings) => findings.length === 0),
  };
}

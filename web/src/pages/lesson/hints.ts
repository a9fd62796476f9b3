// Which hints and solutions of a lesson's exercises were opened: kept per text of the lesson, on this device.
import { keep, recall } from "../../state/storage.ts";

/** By the exercise's anchor: hints shown, `withSolution`: the solution too; 0: it was only asked about. */
export type Opened = Readonly<Record<string, number>>;

export const withSolution = 4;
const maxHints = 3;

/** They go with what was written and not sent, when somebody else signs in. */
const nameOf = (versionId: string): string => `draft:hints:${versionId}`;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= withSolution;

export function readOpened(versionId: string): Opened {
  try {
    const kept: unknown = JSON.parse(recall(nameOf(versionId)) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, count]) => isCount(count)));
  } catch {
    return {};
  }
}

export const keepOpened = (versionId: string, opened: Opened): void =>
  keep(nameOf(versionId), JSON.stringify(opened));

/** The same, with an exercise's hints as far as `count`. What was once seen stays seen. */
export const withOpened = (opened: Opened, anchor: string, count: number): Opened => ({
  ...opened,
  [anchor]: Math.min(withSolution, Math.max(count, opened[anchor] ?? 0)),
});

/**
 * Hints shown of the exercise that is being done, as the mentor is told; undefined: none is. It is one that was touched and
 * whose solution was not shown; of several, the one with the most hints.
 */
export function hintsShown(opened: Opened): number | undefined {
  const open = Object.values(opened).filter((count) => count < withSolution);
  return open.length === 0 ? undefined : Math.min(maxHints, Math.max(...open));
}

// Keeping everybody's figures quick: what came since the last time is added to the sums, in small transactions.
import * as Rows from "./analytics.sql.ts";

/** Rows of one transaction. */
const batch = 2_000;

/**
 * Adds what is closed to the sums and refreshes milestones until nothing is left or the time is up; what is left over is
 * read from the rows themselves. Returns how many ledger rows and tracks there were.
 *   forMs: no new transaction begins after so many milliseconds
 */
export async function rollUp(forMs: number): Promise<{ calls: number; tracks: number }> {
  const deadline = Date.now() + forMs;
  const drain = async (step: (limit: number) => Promise<number>): Promise<number> => {
    let total = 0;
    for (;;) {
      const count = await step(batch);
      total += count;
      if (count === 0 || Date.now() > deadline) return total;
    }
  };
  const calls = await drain(Rows.rollUp);
  return { calls, tracks: await drain(Rows.refreshMilestones) };
}

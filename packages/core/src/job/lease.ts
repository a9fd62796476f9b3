// Keeps a claimed job ours while the model works.
import * as log from "../log.ts";
import type { JobTiming } from "./timing.ts";

export interface Lease {
  /** Aborted when the job is not ours any more. */
  readonly signal: AbortSignal;
  /** Ends the renewals. */
  close(): Promise<void>;
}

/**
 * Renews until it is closed.
 *   renew: false when somebody else has the job or it is over; what it throws may pass.
 */
export function keepLease(
  renew: () => Promise<boolean>,
  timing: Pick<JobTiming, "renewMs" | "leaveAfterMs">,
): Lease {
  const lost = new AbortController();
  let lastRenewed = Date.now();
  let running: Promise<void> | null = null;

  async function once(): Promise<void> {
    try {
      if (await renew()) lastRenewed = Date.now();
      else lost.abort();
    } catch (error) {
      log.warn("lease_not_renewed", {}, error);
      if (Date.now() - lastRenewed > timing.leaveAfterMs) lost.abort();
    }
  }

  const timer = setInterval(() => {
    if (running !== null || lost.signal.aborted) return;
    running = once().finally(() => {
      running = null;
    });
  }, timing.renewMs);

  return {
    signal: lost.signal,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

// Exponential back-off for retries of pages, functions and the local runner.

export interface Backoff {
  /** Milliseconds before the first retry. */
  readonly firstMs: number;
  /** No delay is longer, in milliseconds. */
  readonly maxMs: number;
  /** How much longer each delay is than the one before; 2 when left out. */
  readonly factor?: number;
}

/** The delay in milliseconds before a retry; the first retry is number 0. */
export const delayOf = ({ firstMs, maxMs, factor = 2 }: Backoff, retry: number): number =>
  Math.min(maxMs, firstMs * factor ** Math.max(0, retry));

/**
 * The delay with full jitter, between 0 and `delayOf`: many clients that lost one service do not come back at once.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *   random: 0 to 1.
 */
export const jitteredDelayOf = (backoff: Backoff, retry: number, random = Math.random()): number =>
  random * delayOf(backoff, retry);

// Reads again and again what no socket brings: soon at first, then more seldom.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import type { Clock } from "./clock.ts";

export const polling: Backoff = { firstMs: 1_000, maxMs: 5_000, factor: 1.5 };

export interface Poll {
  /** Something new is to be expected: reads at once, and then soon. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** `read` says whether there is more to wait for; it does not throw. */
export function createPoll(clock: Clock, read: () => Promise<boolean>): Poll {
  let cancel: () => void = () => undefined;
  let count = 0;
  let isReading = false;
  /** Woken while reading: what is read may be older than what woke it. */
  let isWanted = false;
  let isClosed = false;

  async function look(): Promise<void> {
    isWanted = isReading;
    if (isReading || isClosed) return;
    isReading = true;
    const isMoreToCome = await read();
    isReading = false;
    if (isWanted) return look();
    if (isClosed || !isMoreToCome) return;
    cancel = clock.after(delayOf(polling, count), () => void look());
    count += 1;
  }

  return {
    wake() {
      cancel();
      count = 0;
      void look();
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}

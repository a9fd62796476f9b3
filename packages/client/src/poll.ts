// Reads again and again what no socket brings: soon at first, then more seldom.

/** Milliseconds. */
export const pauses = { first: 1_000, growth: 1.5, longest: 5_000 } as const;

export interface Poll {
  /** Something new is to be expected: reads at once, and then soon. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** `read` says whether there is more to wait for; it does not throw. */
export function createPoll(read: () => Promise<boolean>): Poll {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause: number = pauses.first;
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
    timer = setTimeout(() => void look(), pause);
    pause = Math.min(pauses.longest, pause * pauses.growth);
  }

  return {
    wake() {
      clearTimeout(timer);
      pause = pauses.first;
      void look();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

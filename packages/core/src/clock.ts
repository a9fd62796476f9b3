// Time as a parameter, so that logic with timing is tested without waiting.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `act` once, so many milliseconds from now; returns how to cancel that. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits so many milliseconds. */
export const pause = (ms: number, clock: Clock = systemClock): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** Calls `act` every so many milliseconds; returns how to end that. */
export function every(ms: number, act: () => void, clock: Clock = systemClock): () => void {
  let cancel: () => void;
  const next = (): void => {
    cancel = clock.after(ms, () => {
      next();
      act();
    });
  };
  next();
  return () => cancel();
}

/** Waits until work is done, but no longer than so many milliseconds. */
export async function atMost(
  ms: number,
  work: Promise<unknown>,
  clock: Clock = systemClock,
): Promise<void> {
  let cancel: (() => void) | undefined;
  const limit = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    cancel?.();
  }
}

// Time as a parameter: the page's and Node's own, or a test's.

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `run` once after so many milliseconds; returns what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Browsers and Node have the same timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** What a promise gives, or undefined when it takes longer than `ms`. It rejects as the promise does. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    void promise.then(resolve, reject).finally(cancel);
  });
}

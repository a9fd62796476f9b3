// A lock between the tabs of a browser that holds nobody up: it orders work, which has to be right without it too.
import type { Platform } from "./platform.ts";

/** Milliseconds that a lock is waited for. Its holder sends a single message. */
export const lockLimitMs = 30_000;

/** Runs `act` under a lock; without it when the lock fails, or is not given within `limitMs`. Rejects as `act` does. */
export function lockWithin<T>(
  { clock, lock }: Pick<Platform, "clock" | "lock">,
  name: string,
  act: () => Promise<T>,
  limitMs = lockLimitMs,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let begun: Promise<T> | undefined;
    const begin = (): Promise<T> => {
      cancel();
      if (begun === undefined) {
        begun = act();
        begun.then(resolve, reject);
      }
      return begun;
    };
    const cancel = clock.after(limitMs, () => void begin().catch(reject));
    lock(name, begin).catch(() => begin().catch(reject));
  });
}

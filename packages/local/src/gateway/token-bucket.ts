// The account throttle: so many a second, and a burst saved up while it was quiet.

/** Answers whether one more is allowed now. */
export type Throttle = () => boolean;

/** A bucket that starts full. `now` is in milliseconds. */
export function tokenBucket(
  perSecond: number,
  burst: number,
  now = () => performance.now(),
): Throttle {
  let tokens = burst;
  let last = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - last) / 1000) * perSecond);
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

// Waiting on a condition: the only timer of the tests, and it is bounded.
import { setTimeout as pause } from "node:timers/promises";

/** As long as a turn may be silent after its worker died: a wait that ends sooner would call a recovery a failure. */
const longestSilenceMs = 45_000;

/** A wait that lasts longer is reported, so that a slow recovery does not go unseen. */
const notableMs = 15_000;

/** Looks until something is there and returns it; after `within` ms it fails, and says what was `seen` instead. */
export async function until<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  options: {
    readonly within?: number;
    readonly what?: string;
    readonly seen?: () => string;
  } = {},
): Promise<T> {
  const { within = longestSilenceMs, what = "the condition", seen } = options;
  const started = Date.now();
  const rest = (): string => (seen === undefined ? "" : `; ${seen()}`);
  for (;;) {
    const found = await look();
    const waited = Date.now() - started;
    if (found !== undefined && found !== null && found !== false) {
      if (waited > notableMs) {
        process.stderr.write(`${what} came true after ${String(waited)} ms${rest()}\n`);
      }
      return found;
    }
    if (waited > within) throw new Error(`${what} did not come true in ${within} ms${rest()}`);
    await pause(20);
  }
}

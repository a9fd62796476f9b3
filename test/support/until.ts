// Waiting on a condition: the only timer of the tests, and it is bounded.
import { setTimeout as pause } from "node:timers/promises";

/** Looks until something is there and returns it; after `within` ms it fails, and says what was `seen` instead. */
export async function until<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  options: {
    readonly within?: number;
    readonly what?: string;
    readonly seen?: () => string;
  } = {},
): Promise<T> {
  const { within = 20_000, what = "the condition", seen } = options;
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) {
      const rest = seen === undefined ? "" : `; ${seen()}`;
      throw new Error(`${what} did not come true in ${within} ms${rest}`);
    }
    await pause(20);
  }
}

// Waiting for what a learner needs before they can act.
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds an action waits for the screen it needs: an answer that has ended, or one being written. */
const sceneMs = 30_000;

/** What is waited for; undefined when it does not come within `forMs`, or everybody comes to rest. */
export async function scene<T>(
  resting: AbortSignal,
  look: () => T | undefined,
  forMs = sceneMs,
): Promise<T | undefined> {
  const until = Date.now() + forMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > until || resting.aborted) return undefined;
    await pause(50);
  }
}

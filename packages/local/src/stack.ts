// The whole product on this machine. `npm start` and every system test run exactly this.
import type { Stack, StackOptions } from "./stack-options.ts";
import { StackStart } from "./stack-start.ts";

export type { Stack, StackOptions } from "./stack-options.ts";

/**
 * Starts everything.
 *
 * @throws StartError in one sentence; what had started is stopped again
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const start = await StackStart.begin(options);
  try {
    return await start.run();
  } catch (thrown) {
    await start.undo(thrown);
    throw thrown;
  }
}

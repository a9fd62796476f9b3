// A whole stack on the demo mentor for a script, in a folder that goes with it.
import { rm } from "node:fs/promises";
import { startStack, type StackOptions } from "@ai-learning/local/stack";
import { makeDataDir } from "../support/stack.ts";

/** Starts a stack, uses it and stops it, also after an error. */
export async function withStack(
  options: Pick<StackOptions, "mentor">,
  use: (siteUrl: string) => Promise<void>,
): Promise<void> {
  const dataDir = await makeDataDir();
  try {
    const stack = await startStack({ ...options, dataDir, sitePort: 0, apiPort: 0 });
    try {
      await use(stack.siteUrl);
    } finally {
      await stack.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

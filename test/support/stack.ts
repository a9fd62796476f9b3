// Starting a stack for tests: free ports, a data folder of its own, the scripted model in place of a real one.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack, type Stack, type StackOptions } from "@ai-learning/local/stack";
import { modelKey, modelName } from "./script.ts";

/** An origin that CORS_ORIGINS names; any other is foreign. */
export const allowedOrigin = "http://allowed.example";

/** A stack whose folder goes with it. */
export interface TestStack extends Stack {
  readonly dataDir: string;
}

/**
 * A data folder outside the project. PostgreSQL runs as an account of its own when tests run as
 * root, so others may pass through it.
 */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "ai-learning-test-"));
  await chmod(dataDir, 0o711);
  return dataDir;
}

/** Settings of every stack under test. */
export const testEnvironment = (modelUrl: string): Record<string, string> => ({
  DEFAULT_OPENAI_API_KEY: modelKey,
  DEFAULT_OPENAI_BASE_URL: `${modelUrl}/v1`,
  DEFAULT_OPENAI_MODEL: modelName,
  CORS_ORIGINS: JSON.stringify([allowedOrigin]),
  // All tests come from one address.
  ANONYMOUS_CALLS_PER_ADDRESS: "1000000",
  GUESTS_PER_ADDRESS: "1000000",
  OPEN_TURNS_PER_USER: "1000",
  REGISTRATIONS_PER_ADDRESS: "1000000",
  SIGN_IN_FAILURES_PER_ADDRESS: "1000000",
});

/**
 * Short times, for tests in which a worker dies: its lease and its wake-up return within seconds. That production's own
 * are short enough is computed beside `core/turn/timing.ts`. Jobs share the wake-ups' times with turns.
 */
export const shortTimes = {
  JOB_TIMING: JSON.stringify({
    leaseMs: 4_000,
    renewMs: 1_000,
    leaveAfterMs: 3_500,
    lostAfterMs: 4_000,
    databaseMs: 3_000,
  }),
  TURN_TIMING: JSON.stringify({
    leaseMs: 4_000,
    leaveAfterMs: 3_500,
    extendVisibilityMs: 2_000,
    visibilityMs: 6_000,
    lostAfterMs: 4_000,
    databaseMs: 3_000,
  }),
};

/**
 * Starts a stack on the scripted model at `modelUrl`. Its `stop` also removes the data folder,
 * unless the folder was given. Bundles are those built at the start of the run; the site is built only when asked for.
 */
export async function startTestStack(
  modelUrl: string,
  options: StackOptions = {},
): Promise<TestStack> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const remove = async (): Promise<void> => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({
      prebuilt: true,
      site: "as-is",
      ...options,
      dataDir,
      sitePort: 0,
      apiPort: 0,
      env: { ...testEnvironment(modelUrl), ...options.env },
    });
    const stop = async (): Promise<void> => {
      await stack.stop();
      await remove();
    };
    return { ...stack, dataDir, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

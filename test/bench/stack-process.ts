// A helper: one stack, as `npm start` runs it, in a process of its own. Says where everything is.
import { startTestStack } from "../support/stack.ts";
import { argument } from "./helper.ts";

/** What the process is told. */
export interface StackRequest {
  readonly modelUrl: string;
  readonly bundleDir: string;
  readonly site: "build" | "as-is";
  /** Beside the bench's own settings. */
  readonly env: Readonly<Record<string, string>>;
}

const { modelUrl, env, ...options } = argument() as StackRequest;
const stack = await startTestStack(modelUrl, {
  ...options,
  prebuilt: true,
  // Nobody's budget may end a measurement.
  env: { GUEST_DAILY_TOKENS: "1000000000", ...env },
});
process.once("disconnect", () => {
  void stack.stop().finally(() => process.exit());
});
// Functions do not survive JSON, and are of no use over there.
process.send?.(stack);

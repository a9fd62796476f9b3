// A stack for one test file that needs settings of its own.
import { onTestFinished } from "vitest";
import type { StackOptions } from "@ai-learning/local/stack";
import { startTestStack, type TestStack } from "./stack.ts";
import { shared, targetOf, type Target } from "./target.ts";

export interface OwnStack {
  readonly stack: TestStack;
  readonly target: Target;
}

/** Starts it on the run's scripted model; the caller stops it. */
export async function ownStack(options: StackOptions = {}): Promise<OwnStack> {
  const { modelUrl } = shared();
  const stack = await startTestStack(modelUrl, options);
  return { stack, target: targetOf(stack, modelUrl) };
}

/** The same for one test, which stops it when it is over. */
export async function passingStack(options: StackOptions = {}): Promise<OwnStack> {
  const own = await ownStack(options);
  onTestFinished(() => own.stack.stop());
  return own;
}

// Before the system tests: the functions are built once, one stack and one scripted model start.
import type { TestProject } from "vitest/node";
import { startScriptedModel } from "./scripted-model.ts";
import { startTestStack } from "./stack.ts";
import { targetOf } from "./target.ts";
import { collectTrouble } from "./trouble.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const trouble = collectTrouble();
  const model = await startScriptedModel();
  try {
    const stack = await startTestStack(model.url, { prebuilt: false, log: trouble.log });
    project.provide("system", targetOf(stack, model.url));
    return async () => {
      await stack.stop();
      await model.stop();
      if (project.vitest.state.getCountOfFailedTests() > 0) trouble.print();
    };
  } catch (error) {
    await model.stop();
    throw error;
  }
}

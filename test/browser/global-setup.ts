// Before the browser tests: site and functions are built, a browser is found, and two stacks start: one on the demo
// mentor, as a newcomer has it, and one on the scripted model, for answers that are slow or fail on purpose.
import type { TestProject } from "vitest/node";
import { findBrowser } from "../support/browser.ts";
import { startScriptedModel } from "../support/scripted-model.ts";
import { startTestStack } from "../support/stack.ts";
import { targetOf, type Target } from "../support/target.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly scripted: Target;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("browser", await findBrowser());
  const model = await startScriptedModel();
  const ends: (() => Promise<void>)[] = [() => model.stop()];
  const stop = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const newcomers = await startTestStack(model.url, {
      prebuilt: false,
      site: "build",
      mentor: { paceMs: 4, firstMs: 20 },
      env: { DEFAULT_OPENAI_API_KEY: "", ALLOW_PRIVATE_MODEL_HOSTS: "1" },
    });
    ends.push(() => newcomers.stop());
    const scripted = await startTestStack(model.url);
    ends.push(() => scripted.stop());
    project.provide("system", targetOf(newcomers, model.url));
    project.provide("scripted", targetOf(scripted, model.url));
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

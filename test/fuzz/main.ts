// `npm run fuzz`: what nobody should send, at every route and frame of a stack of its own. Nothing may break, hang, leak,
// grow or be stored by what was refused.
import { randomInt } from "node:crypto";
import { runCommand } from "@ai-learning/local/command";
import { StartError } from "@ai-learning/local/start-error";
import { print, printError } from "@ai-learning/local/terminal";
import { familyOf } from "../bench/processes.ts";
import { fuzzModels } from "../models/fuzz/main.ts";
import { startScriptedModel } from "../support/scripted-model.ts";
import { startTestStack } from "../support/stack.ts";
import { targetOf } from "../support/target.ts";
import { readOptions, usage } from "./options.ts";
import { failureOf, growthOf, memoryOf, tableOf } from "./report.ts";
import { run } from "./run.ts";
import { fuzzOptions } from "./stack-options.ts";

/** Lines of the functions that tell what broke. */
const telling = /request_broke|Runtime\.|UnhandledPromise/;

await runCommand(async () => {
  const { cases, seed, help, only } = readOptions(process.argv.slice(2), randomInt(2 ** 31 - 1));
  if (help) return print(usage);
  if (only === "models") return fuzzModels({ cases, seed });
  print(`  seed ${String(seed)}`);
  const broken: string[] = [];
  const model = await startScriptedModel();
  const stack = await startTestStack(model.url, {
    ...fuzzOptions,
    prebuilt: false,
    log: (source, line) => {
      if (telling.test(line)) broken.push(`${source} ${line.slice(0, 1500)}`);
    },
  });
  try {
    let warm: ReturnType<typeof memoryOf> = new Map();
    const warmAfter = Math.ceil(cases / 4);
    const step = Math.max(1, Math.floor(cases / 20));
    const began = Date.now();
    const outcome = await run(targetOf(stack, model.url), { cases, seed }, async (done) => {
      if (done === warmAfter) warm = memoryOf(await familyOf(process.pid));
      if (done % step !== 0) return;
      const seconds = Math.round((Date.now() - began) / 1000);
      printError(`  ${String(done)} of ${String(cases)}, ${String(seconds)} s`);
    });
    const growth = growthOf(warm, memoryOf(await familyOf(process.pid)));
    print(`\n${tableOf(outcome)}\n\n${growth.lines}\n`);
    if (outcome.failed !== null) {
      print(failureOf(outcome, seed));
      for (const line of broken.slice(-3)) print(`  ${line}`);
      throw new StartError("Something was answered that nobody may be answered.");
    }
    if (broken.length > 0) throw new StartError(`A function broke: ${broken.at(-1) ?? ""}`);
    if (growth.grown.length > 0) throw new StartError(`Memory grew: ${growth.grown.join(", ")}.`);
    print(`  ${String(outcome.cases)} cases, nothing found`);
  } finally {
    await stack.stop();
    await model.stop();
  }
});

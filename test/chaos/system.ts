// What is tested: the whole stack on the scripted model, every part of it breakable.
import { join } from "node:path";
import { functions } from "@ai-learning/functions/manifest";
import { buildFunctions } from "@ai-learning/local/functions/bundle";
import { createFaultBoard, type Faults } from "@ai-learning/local/faults/faults";
import { repositoryRoot } from "@ai-learning/local/paths";
import type { Stack } from "@ai-learning/local/stack";
import { startScriptedModel } from "../support/scripted-model.ts";
import { startTestStack } from "../support/stack.ts";
import { startMeter, type ModelRequest } from "./meter.ts";

/** What the functions and the runner said lately. */
export interface LogLine {
  readonly at: number;
  readonly source: string;
  readonly line: string;
}

export interface System {
  readonly stack: Stack;
  /** The switches of `model`, which are the scripted model's. */
  readonly modelFaults: Faults;
  /** Hits of the model's switches, by name. */
  readonly modelHits: ReadonlyMap<string, number>;
  readonly modelRequests: readonly ModelRequest[];
  readonly log: readonly LogLine[];
  readonly stop: () => Promise<void>;
}

/** A folder of its own: a build for something else must not change what runs here. */
const bundleDir = join(repositoryRoot, "node_modules/.cache/chaos");
const logLines = 60_000;
/** Nobody runs out of tokens here: a refused message would hide a lost one. */
const plenty = "1000000000";

/**
 * As many chats are worked on at once as there may be, for on AWS nobody waits for a poller; and otherwise few
 * processes, for each that is killed has to be booted again, and two cores are not AWS.
 */
const limits = {
  queueConcurrency: { wakeups: 16, "dead-letters": 2 },
  concurrency: { ai: 6, migrate: 1, sweep: 1, generate: 12 },
  defaultConcurrency: 4,
  spares: 2,
};

export interface SystemOptions {
  readonly seed: number;
  readonly sweepEveryMs: number;
  /** The bundles of the test run are there already. */
  readonly prebuilt?: boolean;
}

export async function startSystem(options: SystemOptions): Promise<System> {
  const { seed } = options;
  if (options.prebuilt !== true) await buildFunctions(functions, bundleDir);
  const board = createFaultBoard({ seed });
  const modelHits = new Map<string, number>();
  const model = await startScriptedModel({
    ...board,
    roll(name, seconds) {
      const isHit = board.roll(name, seconds);
      if (isHit) modelHits.set(name, (modelHits.get(name) ?? 0) + 1);
      return isHit;
    },
  });
  const meter = await startMeter(model.url);
  const log: LogLine[] = [];
  const stack = await startTestStack(meter.url, {
    ...(options.prebuilt === true ? {} : { bundleDir }),
    scheduleEveryMs: options.sweepEveryMs,
    env: { USER_DAILY_TOKENS: plenty, GUEST_DAILY_TOKENS: plenty },
    limits,
    faults: { seed },
    log(source, line) {
      log.push({ at: Date.now(), source, line });
      if (log.length > logLines) log.splice(0, logLines / 10);
    },
  });
  return {
    stack,
    modelFaults: board.values,
    modelHits,
    modelRequests: meter.requests,
    log,
    async stop() {
      await stack.stop();
      await meter.stop();
      await model.stop();
    },
  };
}

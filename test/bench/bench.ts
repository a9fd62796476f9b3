// What the sections share: sizes, and the parts they measure, started when first asked for.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { functions } from "@ai-learning/functions/manifest";
import { buildFunctions } from "@ai-learning/local/functions/bundle";
import type { Stack } from "@ai-learning/local/stack";
import { targetOf, type Target } from "../support/target.ts";
import { startHelper, type Helper } from "./helper.ts";
import { benchDir, type Options } from "./options.ts";
import type { StackRequest } from "./stack-process.ts";

/** A stack in a process of its own. */
export interface RunningStack extends Target {
  /** Of the process that runs gateway, pollers and pool. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export class Bench {
  readonly quick: boolean;
  /** The generated year that figures are asked of. */
  readonly year: Pick<Options, "users" | "messages" | "database">;
  /** Shows what is going on; not part of the results. */
  readonly say: (line: string) => void;
  readonly #parts = new Map<string, Promise<unknown>>();
  readonly #stops: (() => Promise<void>)[] = [];

  constructor(
    { quick, ...year }: Pick<Options, "quick" | "users" | "messages" | "database">,
    say: (line: string) => void,
  ) {
    this.quick = quick;
    this.year = year;
    this.say = say;
  }

  /** How often or how many: the whole of it, or what is enough to see that it runs. */
  size(whole: number, small: number): number {
    return this.quick ? small : whole;
  }

  #once<T>(name: string, start: () => Promise<T>): Promise<T> {
    const known = this.#parts.get(name) as Promise<T> | undefined;
    const part = known ?? start();
    this.#parts.set(name, part);
    return part;
  }

  /** A folder with the bundles of this moment, which later builds do not change. */
  bundles(): Promise<string> {
    return this.#once("bundles", async () => {
      const folder = join(benchDir, "dist");
      await mkdir(folder, { recursive: true });
      await buildFunctions(functions, folder);
      return folder;
    });
  }

  async #helper<Ready>(module: string, argument?: unknown): Promise<Helper<Ready>> {
    const helper = await startHelper<Ready>(module, argument);
    this.#stops.push(() => helper.stop());
    return helper;
  }

  /** The address of the model that clocks itself, without `/v1`. */
  model(): Promise<string> {
    return this.#once("model", async () => (await this.#helper<string>("model-process.ts")).ready);
  }

  /** The address of the bare echo. */
  echo(): Promise<string> {
    return this.#once("echo", async () => (await this.#helper<string>("echo-process.ts")).ready);
  }

  /** A new stack, which the caller may stop early. */
  async start(
    site: StackRequest["site"] = "as-is",
    env: StackRequest["env"] = {},
  ): Promise<RunningStack> {
    const [modelUrl, bundleDir] = await Promise.all([this.model(), this.bundles()]);
    const request: StackRequest = { modelUrl, bundleDir, site, env };
    const { pid, ready, stop } = await this.#helper<Stack>("stack-process.ts", request);
    return { ...targetOf(ready, modelUrl), pid, stop };
  }

  /** The stack that the sections share. */
  stack(): Promise<RunningStack> {
    return this.#once("stack", () => this.start());
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.toReversed()) await stop();
  }
}

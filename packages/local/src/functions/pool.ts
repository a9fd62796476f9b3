// The local Lambda service: processes for every function, and booted ones in reserve for whichever needs one next.
import { FunctionGroup, type PoolFunction } from "./function-group.ts";
import type { Outcome } from "./ipc.ts";
import { LambdaProcess } from "./process.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";

/** Everything a pool needs from outside. */
export interface PoolOptions {
  readonly functions: readonly PoolFunction[];
  /** The compiled child.ts. */
  readonly childEntry: string;
  readonly bundleOf: (name: string) => string;
  /** A function's environment, asked for when a process is assigned to it. */
  readonly environmentOf: (name: string) => Readonly<Record<string, string>>;
  /** What Node reads at boot: PATH, TZ, the compile cache. */
  readonly bootEnvironment: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly log: Log;
}

/** The pool of one stack. It starts empty: processes come with the first calls. */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #groups = new Map<string, FunctionGroup>();
  /** Booted processes that are no function yet. */
  readonly #spares: LambdaProcess[] = [];
  readonly #processes = new Set<LambdaProcess>();
  readonly #reaper: NodeJS.Timeout;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    const { concurrency, defaultConcurrency, processIdleMs } = options.limits;
    for (const spec of options.functions) {
      const maxProcesses = concurrency[spec.name] ?? defaultConcurrency;
      const start = (): LambdaProcess => this.#assign(spec);
      this.#groups.set(spec.name, new FunctionGroup(spec, maxProcesses, start));
    }
    this.#reaper = setInterval(
      () => {
        for (const group of this.#groups.values()) group.reap(processIdleMs);
      },
      Math.min(processIdleMs, 10_000),
    );
    this.#reaper.unref();
    this.#fillSpares();
  }

  /** Calls a function and waits; never rejects. */
  invoke(name: string, event: unknown): Promise<Outcome> {
    return this.#group(name).invoke(event);
  }

  /** Has a process ready for a function's first call. */
  warm(name: string): void {
    this.#group(name).warm();
  }

  /** Process ids of a function, busy and idle. */
  pids(name: string): number[] {
    return this.#group(name).pids;
  }

  /** How many calls of a function run right now; without a name, of all of them. */
  busy(name?: string): number {
    if (name !== undefined) return this.#group(name).busy;
    return [...this.#processes].filter((process) => process.busy).length;
  }

  /** SIGKILL for a function's processes; returns the ids hit. */
  kill(name: string, which: "all" | "busy" = "all"): number[] {
    return this.#group(name).kill(which);
  }

  /** New code: idle processes end now, busy ones after their call. */
  replace(name: string): void {
    this.#group(name).replace();
  }

  /** Waits so long for running calls, then kills everything. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#reaper);
    for (const group of this.#groups.values()) group.stop();
    const end = Date.now() + graceMs;
    while (this.busy() > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
    const leaving = [...this.#processes];
    for (const process of leaving) process.kill();
    await Promise.all(leaving.map((process) => process.exited));
  }

  #group(name: string): FunctionGroup {
    const found = this.#groups.get(name);
    if (!found) throw new Error(`There is no function "${name}".`);
    return found;
  }

  /** A process that becomes the function, booted already if one is in reserve. */
  #assign({ name, memoryMb }: PoolFunction): LambdaProcess {
    const spares = this.#spares.splice(0).filter((candidate) => candidate.alive);
    const assigned = spares.shift() ?? this.#boot();
    this.#spares.push(...spares);
    const environment = this.#options.environmentOf(name);
    assigned.assign({ name, memoryMb, bundle: this.#options.bundleOf(name), environment });
    setImmediate(() => this.#fillSpares());
    return assigned;
  }

  #boot(): LambdaProcess {
    const { functions, childEntry: entry, bootEnvironment: environment, log } = this.#options;
    const heapMb = Math.max(...functions.map((spec) => spec.memoryMb));
    const booted = new LambdaProcess({ entry, environment, heapMb, log });
    this.#processes.add(booted);
    void booted.exited.then(() => this.#processes.delete(booted));
    return booted;
  }

  #fillSpares(): void {
    if (this.#stopped) return;
    while (this.#spares.length < this.#options.limits.spares) this.#spares.push(this.#boot());
  }
}

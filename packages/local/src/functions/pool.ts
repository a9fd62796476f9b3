// The local Lambda service: a pool of processes per function, one call at a time each, more up to a limit,
// calls beyond it in line.
import type { Outcome } from "./ipc.ts";
import { forkProcess, type LambdaProcess } from "./process.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";

/** What the pool must know of a function; the manifest's entries have these fields. */
export interface PoolFunction {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** The pool of one stack. */
export interface FunctionPool {
  /** Calls a function and waits; never rejects. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** Has a process ready for a function's first call. */
  warm(name: string): void;
  /** Process ids of a function, busy and idle. */
  pids(name: string): number[];
  /** How many calls of a function run right now; without a name, of all of them. */
  busy(name?: string): number;
  /** SIGKILL for a function's processes; returns the ids hit. */
  kill(name: string, which?: "all" | "busy"): number[];
  /** New code: idle processes end now, busy ones after their call. */
  replace(name: string): void;
  /** Waits so long for running calls, then kills everything. */
  stop(graceMs: number): Promise<void>;
}

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

interface Job {
  readonly event: unknown;
  readonly settle: (outcome: Outcome) => void;
}

interface Group {
  readonly spec: PoolFunction;
  readonly limit: number;
  /** Every process that counts against the limit. */
  readonly processes: Set<LambdaProcess>;
  idle: LambdaProcess[];
  readonly waiting: Job[];
}

/** Starts an empty pool; processes come with the first calls. */
export function createPool(options: PoolOptions): FunctionPool {
  const { limits, log } = options;
  const heapMb = Math.max(...options.functions.map((spec) => spec.memoryMb));
  const groups = new Map<string, Group>();
  for (const spec of options.functions) {
    const limit = limits.concurrency[spec.name] ?? limits.defaultConcurrency;
    groups.set(spec.name, { spec, limit, processes: new Set(), idle: [], waiting: [] });
  }
  const spares: LambdaProcess[] = [];
  const everyProcess = new Set<LambdaProcess>();
  let stopped = false;

  const group = (name: string): Group => {
    const found = groups.get(name);
    if (!found) throw new Error(`There is no function "${name}".`);
    return found;
  };

  function boot(): LambdaProcess {
    const booted = forkProcess(options.childEntry, options.bootEnvironment, heapMb, log);
    everyProcess.add(booted);
    void booted.gone.then(() => everyProcess.delete(booted));
    return booted;
  }

  function fillSpares(): void {
    if (stopped) return;
    while (spares.length < limits.spares) spares.push(boot());
  }

  function start(owner: Group): LambdaProcess {
    const spare = spares.splice(0).filter((candidate) => candidate.alive);
    const started = spare.shift() ?? boot();
    spares.push(...spare);
    const { name, memoryMb } = owner.spec;
    const bundle = options.bundleOf(name);
    started.assign({ name, memoryMb, bundle, environment: options.environmentOf(name) });
    owner.processes.add(started);
    void started.gone.then(() => {
      drop(owner, started);
      dispatch(owner);
    });
    setImmediate(fillSpares);
    return started;
  }

  function drop(owner: Group, process: LambdaProcess): void {
    owner.processes.delete(process);
    owner.idle = owner.idle.filter((candidate) => candidate !== process);
  }

  function dispatch(owner: Group): void {
    if (stopped) return;
    while (owner.waiting.length > 0) {
      const ready = owner.idle.pop() ?? (owner.processes.size < owner.limit && start(owner));
      if (!ready) return;
      if (!ready.alive) continue;
      const job = owner.waiting.shift();
      if (job) void run(owner, ready, job);
    }
  }

  async function run(owner: Group, process: LambdaProcess, job: Job): Promise<void> {
    const outcome = await process.invoke(job.event, owner.spec.timeoutSeconds * 1000);
    // Processes replaced meanwhile are no longer in the set: their code is old.
    if (!owner.processes.has(process)) process.kill();
    else if (process.alive) owner.idle.push(process);
    job.settle(outcome);
    dispatch(owner);
  }

  function reap(): void {
    for (const owner of groups.values()) {
      // The one used last stays: it is the first to be used again.
      for (const process of owner.idle.slice(0, -1)) {
        if (Date.now() - process.idleSince > limits.processIdleMs) process.kill();
      }
      owner.idle = owner.idle.filter((process) => process.alive);
    }
  }

  const reaper = setInterval(reap, Math.min(limits.processIdleMs, 10_000));
  reaper.unref();
  fillSpares();

  const busy = (name?: string): number => {
    const counted = name === undefined ? everyProcess : group(name).processes;
    return [...counted].filter((process) => process.busy).length;
  };

  return {
    invoke(name, event) {
      const owner = group(name);
      if (stopped) return Promise.resolve(refused);
      return new Promise((settle) => {
        owner.waiting.push({ event, settle });
        dispatch(owner);
      });
    },
    warm(name) {
      const owner = group(name);
      if (!stopped && owner.processes.size === 0) owner.idle.push(start(owner));
    },
    pids: (name) => [...group(name).processes].map((process) => process.pid),
    busy,
    kill(name, which = "all") {
      const hit = [...group(name).processes].filter((process) => which === "all" || process.busy);
      for (const process of hit) process.kill();
      return hit.map((process) => process.pid);
    },
    replace(name) {
      const owner = group(name);
      for (const process of owner.idle.splice(0)) process.kill();
      owner.processes.clear();
    },
    async stop(graceMs) {
      stopped = true;
      clearInterval(reaper);
      for (const owner of groups.values()) {
        for (const job of owner.waiting.splice(0)) job.settle(refused);
      }
      const end = Date.now() + graceMs;
      while (busy() > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
      const leaving = [...everyProcess];
      for (const process of leaving) process.kill();
      await Promise.all(leaving.map((process) => process.gone));
    },
  };
}

const refused: Outcome = {
  ok: false,
  errorType: "ServiceException",
  errorMessage: "The local stack is stopping.",
};

// The processes of one function, one call at a time each, more up to a limit; calls beyond it wait in line.
import type { Outcome } from "./ipc.ts";
import type { LambdaProcess } from "./process.ts";

/** What the pool must know of a function; the manifest's entries have these fields. */
export interface PoolFunction {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** A call that waits for a process. */
interface WaitingCall {
  readonly event: unknown;
  readonly settle: (outcome: Outcome) => void;
}

/** How calls end that a stop finds waiting. */
const stopping: Outcome = {
  ok: false,
  errorType: "ServiceException",
  errorMessage: "The local stack is stopping.",
};

export class FunctionGroup {
  readonly #spec: PoolFunction;
  readonly #maxProcesses: number;
  /** Gives a process that has become this function. */
  readonly #start: () => LambdaProcess;
  /** Every process that counts against the limit; those replaced are no longer here. */
  readonly #processes = new Set<LambdaProcess>();
  readonly #waiting: WaitingCall[] = [];
  #idle: LambdaProcess[] = [];
  #stopped = false;

  constructor(spec: PoolFunction, maxProcesses: number, start: () => LambdaProcess) {
    this.#spec = spec;
    this.#maxProcesses = maxProcesses;
    this.#start = start;
  }

  /** Ids of the processes, busy and idle. */
  get pids(): number[] {
    return [...this.#processes].map((process) => process.pid);
  }

  /** How many calls run right now. */
  get busy(): number {
    return [...this.#processes].filter((process) => process.busy).length;
  }

  invoke(event: unknown): Promise<Outcome> {
    if (this.#stopped) return Promise.resolve(stopping);
    return new Promise((settle) => {
      this.#waiting.push({ event, settle });
      this.#dispatch();
    });
  }

  /** Has a process ready for the first call. */
  warm(): void {
    if (!this.#stopped && this.#processes.size === 0) this.#idle.push(this.#add());
  }

  /** SIGKILL for all or the busy processes; returns the ids hit. */
  kill(which: "all" | "busy"): number[] {
    const hit = [...this.#processes].filter((process) => which === "all" || process.busy);
    for (const process of hit) process.kill();
    return hit.map((process) => process.pid);
  }

  /** New code: idle processes end now, busy ones after their call. */
  replace(): void {
    for (const process of this.#idle.splice(0)) process.kill();
    this.#processes.clear();
  }

  /** Ends processes that have been idle for too long, except the one used last: it is the first to be used again. */
  reap(maxIdleMs: number): void {
    for (const process of this.#idle.slice(0, -1)) {
      if (Date.now() - process.idleSince > maxIdleMs) process.kill();
    }
    this.#idle = this.#idle.filter((process) => process.alive);
  }

  /** Starts nothing more, and settles the calls in line; those that run go on. */
  stop(): void {
    this.#stopped = true;
    for (const call of this.#waiting.splice(0)) call.settle(stopping);
  }

  #add(): LambdaProcess {
    const added = this.#start();
    this.#processes.add(added);
    void added.exited.then(() => {
      this.#processes.delete(added);
      this.#idle = this.#idle.filter((process) => process !== added);
      this.#dispatch();
    });
    return added;
  }

  #dispatch(): void {
    if (this.#stopped) return;
    while (this.#waiting.length > 0) {
      const hasRoom = this.#processes.size < this.#maxProcesses;
      const ready = this.#idle.pop() ?? (hasRoom && this.#add());
      if (!ready) return;
      if (!ready.alive) continue;
      const call = this.#waiting.shift();
      if (call) void this.#run(ready, call);
    }
  }

  async #run(process: LambdaProcess, call: WaitingCall): Promise<void> {
    const outcome = await process.invoke(call.event, this.#spec.timeoutSeconds * 1000);
    // A process that was replaced meanwhile has old code.
    if (!this.#processes.has(process)) process.kill();
    else if (process.alive) this.#idle.push(process);
    call.settle(outcome);
    this.#dispatch();
  }
}

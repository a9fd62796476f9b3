// One forked process, seen from the runner: assigned to a function once, one call at a time, killable.
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { FromProcess, LoadRequest, Outcome, ToProcess } from "./ipc.ts";
import type { Log } from "../log.ts";

/** Longer than on Lambda (10 s): a laptop may be building something else. */
const loadTimeoutMs = 60_000;

/** How a process is booted. */
export interface BootOptions {
  /** The compiled child.ts. */
  readonly entry: string;
  /** Holds only what Node itself reads before any code runs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly heapMb: number;
  readonly log: Log;
}

interface PendingCall {
  readonly requestId: string;
  readonly settle: (outcome: Outcome) => void;
}

/** A process that is, or will be, one function. It boots without being given a function yet. */
export class LambdaProcess {
  readonly pid: number;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #log: Log;
  /** Resolves when the function's code is there, or cannot be loaded. */
  readonly #loaded = Promise.withResolvers<void>();
  #name = "unassigned";
  #alive = true;
  #idleSince = Date.now();
  #pending: PendingCall | undefined;

  constructor({ entry, environment, heapMb, log }: BootOptions) {
    this.#log = log;
    this.#child = fork(entry, {
      env: environment,
      execArgv: ["--enable-source-maps", `--max-old-space-size=${String(heapMb)}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.pid = this.#child.pid ?? 0;
    this.exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        this.#end(signal === null ? `exit status ${String(code)}` : `signal: ${signal}`);
        resolve();
      });
    });
    this.#child.on("message", (message: FromProcess) => this.#receive(message));
    this.#child.on("error", (error) => log(this.#name, error.message, "error"));
    this.#logLines();
  }

  /** False from the moment it was killed or went away. */
  get alive(): boolean {
    return this.#alive;
  }

  get busy(): boolean {
    return this.#pending !== undefined;
  }

  /** When it last finished a call, epoch milliseconds. */
  get idleSince(): number {
    return this.#idleSince;
  }

  /** Makes it a function; once only. */
  assign(request: Omit<LoadRequest, "kind">): void {
    this.#name = request.name;
    this.#send({ kind: "load", ...request });
  }

  /**
   * Calls the function; never rejects. Past `timeoutMs` the process is killed, as Lambda does; the time begins once the
   * function's code is loaded.
   */
  invoke(event: unknown, timeoutMs: number): Promise<Outcome> {
    const requestId = randomUUID();
    return new Promise((resolve) => {
      let timer = this.#killAfter(loadTimeoutMs, requestId);
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.#pending = undefined;
        this.#idleSince = Date.now();
        resolve(outcome);
      };
      this.#pending = { requestId, settle };
      void this.#loaded.promise.then(() => {
        if (this.#pending?.requestId !== requestId) return;
        clearTimeout(timer);
        timer = this.#killAfter(timeoutMs, requestId);
        this.#send({ kind: "invoke", requestId, event, deadline: Date.now() + timeoutMs });
      });
    });
  }

  /** SIGKILL; a call in progress ends as an exit error. */
  kill(): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
  }

  #killAfter(timeoutMs: number, requestId: string): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
      this.#pending?.settle(failed("Sandbox.Timedout", requestId, message));
      this.kill();
    }, timeoutMs);
  }

  #receive(message: FromProcess): void {
    if (message.kind === "loaded") this.#loaded.resolve();
    else if (message.requestId === this.#pending?.requestId) this.#pending.settle(message.outcome);
  }

  #end(how: string): void {
    this.#alive = false;
    const call = this.#pending;
    call?.settle(failed("Runtime.ExitError", call.requestId, `Runtime exited: ${how}`));
  }

  #send(message: ToProcess): void {
    // A failed send means the process is going; its exit settles the call.
    this.#child.send(message, () => undefined);
  }

  #logLines(): void {
    const { stdout, stderr } = this.#child;
    for (const [stream, level] of [
      [stdout, "info"],
      [stderr, "error"],
    ] as const) {
      if (!stream) continue;
      const lines = createInterface({ input: stream });
      lines.on("line", (line) => this.#log(this.#name, line, level));
    }
  }
}

function failed(errorType: string, requestId: string, message: string): Outcome {
  return { ok: false, errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` };
}

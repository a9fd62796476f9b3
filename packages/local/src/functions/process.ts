// One forked process, seen from the runner: assigned to a function once, one call at a time, killable.
import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { FromProcess, LoadRequest, Outcome, ToProcess } from "./ipc.ts";
import type { Log } from "../log.ts";

/** A process that is, or will be, one function. */
export interface LambdaProcess {
  readonly pid: number;
  /** False from the moment it was killed or went away. */
  readonly alive: boolean;
  readonly busy: boolean;
  /** When it last finished a call, epoch milliseconds. */
  readonly idleSince: number;
  /** Makes it a function; once only. */
  assign(request: Omit<LoadRequest, "kind">): void;
  /** Calls the function; never rejects. Past `timeoutMs` the process is killed, as Lambda does. */
  invoke(event: unknown, timeoutMs: number): Promise<Outcome>;
  /** SIGKILL; a call in progress ends as an exit error. */
  kill(): void;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
}

interface Pending {
  readonly requestId: string;
  readonly settle: (outcome: Outcome) => void;
}

/**
 * Boots a process without giving it a function yet. Its environment at boot holds only what Node itself reads
 * before any code runs.
 */
export function forkProcess(
  entry: string,
  environment: Readonly<Record<string, string>>,
  heapMb: number,
  log: Log,
): LambdaProcess {
  const child = fork(entry, {
    env: environment,
    execArgv: ["--enable-source-maps", `--max-old-space-size=${String(heapMb)}`],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let name = "unassigned";
  let alive = true;
  let idleSince = Date.now();
  let pending: Pending | undefined;

  for (const [stream, level] of [
    [child.stdout, "info"],
    [child.stderr, "error"],
  ] as const) {
    if (stream) createInterface({ input: stream }).on("line", (line) => log(name, line, level));
  }
  child.on("message", (message: FromProcess) => {
    if (message.requestId === pending?.requestId) pending.settle(message.outcome);
  });
  child.on("error", (error) => log(name, error.message, "error"));
  const exited = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      alive = false;
      const how = signal === null ? `exit status ${String(code)}` : `signal: ${signal}`;
      pending?.settle(failed("Runtime.ExitError", pending.requestId, `Runtime exited: ${how}`));
      resolve();
    });
  });
  const send = (message: ToProcess): void => {
    // A failed send means the process is going; its exit settles the call.
    child.send(message, () => undefined);
  };
  const kill = (): void => {
    alive = false;
    child.kill("SIGKILL");
  };

  return {
    pid: child.pid ?? 0,
    get alive() {
      return alive;
    },
    get busy() {
      return pending !== undefined;
    },
    get idleSince() {
      return idleSince;
    },
    assign(request) {
      ({ name } = request);
      send({ kind: "load", ...request });
    },
    invoke(event, timeoutMs) {
      const requestId = randomUUID();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          const seconds = (timeoutMs / 1000).toFixed(2);
          settle(failed("Sandbox.Timedout", requestId, `Task timed out after ${seconds} seconds`));
          kill();
        }, timeoutMs);
        const settle = (outcome: Outcome): void => {
          clearTimeout(timer);
          pending = undefined;
          idleSince = Date.now();
          resolve(outcome);
        };
        pending = { requestId, settle };
        send({ kind: "invoke", requestId, event, deadline: Date.now() + timeoutMs });
      });
    },
    kill,
    exited,
  };
}

function failed(errorType: string, requestId: string, message: string): Outcome {
  return { ok: false, errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` };
}

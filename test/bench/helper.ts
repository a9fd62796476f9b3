// Processes of the bench's own: what is measured and what measures must not share an event loop.
import { fork } from "node:child_process";
import { once } from "node:events";

/** A helper process, ready. */
export interface Helper<Ready> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** Ends it and what it started. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a module of this folder as a process. It gets `argument` as JSON, sends one message when it is ready, and ends
 * when the channel closes.
 */
export async function startHelper<Ready>(
  module: string,
  argument: unknown = {},
): Promise<Helper<Ready>> {
  const child = fork(new URL(module, import.meta.url), [JSON.stringify(argument)], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const ready = new Promise<Ready>((resolve, reject) => {
    child.once("message", (message) => resolve(message as Ready));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${module} ended with ${String(code)}`)));
  });
  return {
    pid: child.pid ?? 0,
    ready: await ready,
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** The argument of this helper process. */
export const argument = (): unknown => JSON.parse(process.argv[2] ?? "{}");

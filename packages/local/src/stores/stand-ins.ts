// Runs the stand-ins' process and keeps it running on the same ports.
import { fork, type ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FaultBoard } from "../faults/faults.ts";
import type { Log } from "../log.ts";
import { startOf, waitGone } from "../process-identity.ts";
import type { StandInsReady, StandInsRequest } from "./stand-ins-process.ts";
import { StartError } from "../start-error.ts";

/** The stand-ins asked for, running. */
export interface StandIns extends StandInsReady {
  /** The process they are in now. */
  pid(): number;
  stop(): Promise<void>;
}

const entry = join(import.meta.dirname, "stand-ins-process.ts");

/** Starts them; should their process die, it is started again where it was. The switches reach it as they change. */
export async function startStandIns(
  wanted: Omit<StandInsRequest, "faults">,
  faults: FaultBoard,
  log: Log,
): Promise<StandIns> {
  let stopped = false;
  const request = (): StandInsRequest => ({ ...wanted, faults: faults.values });
  await endLeftover(wanted.dataDir);
  let child = await launch(request(), log);
  const sendFaults = (): void => {
    if (child.process.connected) child.process.send(faults.values, () => undefined);
  };
  faults.onChange(sendFaults);
  const keep = (current: ChildProcess, where: StandInsReady): void => {
    current.once("exit", (code, signal) => {
      if (stopped) return;
      log("stand-ins", `ended (${String(signal ?? code)}) and is started again`, "error");
      launch(atSamePorts(request(), where), log).then(
        (next) => {
          child = next;
          // One may have been flipped while it started.
          sendFaults();
          if (stopped) next.process.kill("SIGKILL");
          else keep(next.process, where);
        },
        (thrown: unknown) => log("stand-ins", String(thrown), "error"),
      );
    });
  };
  keep(child.process, child.ready);
  return {
    ...child.ready,
    pid: () => child.process.pid ?? 0,
    async stop() {
      stopped = true;
      const gone = new Promise((resolve) => child.process.once("exit", resolve));
      if (child.process.exitCode !== null || child.process.signalCode !== null) return;
      child.process.disconnect();
      await gone;
    },
  };
}

interface Launched {
  readonly process: ChildProcess;
  readonly ready: StandInsReady;
}

function launch(request: StandInsRequest, log: Log): Promise<Launched> {
  const child = fork(entry, [JSON.stringify(request)], {
    // Node's SQLite still announces itself as experimental at every start.
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream)
      createInterface({ input: stream }).on("line", (line) => log("stand-ins", line, "warn"));
  }
  const file = noteFile(request.dataDir);
  return new Promise((resolve, reject) => {
    child.once("message", (ready: StandInsReady) => {
      const note = startOf(child.pid ?? 0).then((started) =>
        writeFile(file, JSON.stringify({ pid: child.pid, started })),
      );
      note.then(() => resolve({ process: child, ready }), reject);
    });
    child.once("exit", () => {
      reject(
        new StartError("The stand-ins for DynamoDB and SQS did not start: see the lines above."),
      );
    });
  });
}

const noteFile = (dataDir: string): string => join(dataDir, "stand-ins.json");

/** A killed runner's stand-ins end by themselves, but may still be at it; their files are wanted now. */
async function endLeftover(dataDir: string): Promise<void> {
  const text = await readFile(noteFile(dataDir), "utf8").catch(() => undefined);
  if (text === undefined) return;
  const { pid, started }: { pid: number; started: string } = JSON.parse(text);
  if ((await startOf(pid)) !== started) return;
  process.kill(pid, "SIGKILL");
  await waitGone(pid, 5000);
}

function atSamePorts(request: StandInsRequest, where: StandInsReady): StandInsRequest {
  const port = (url: string | undefined): number => Number(new URL(url ?? "http://x:0").port);
  return {
    ...request,
    ...(request.dynamo && { dynamo: { port: port(where.dynamo) } }),
    ...(request.sqs && { sqs: { port: port(where.sqs) } }),
    ...(request.mentor && { mentor: { ...request.mentor, port: port(where.mentor) } }),
  };
}

// `npm start` as a user runs it: a process of its own, with everything it starts.
import { strict as assert } from "node:assert";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { makeDataDir, testEnvironment } from "./stack.ts";
import { shared, type Target } from "./target.ts";
import { until } from "./until.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A running `npm start`. */
export interface Command {
  /** What it printed so far. */
  readonly output: () => string;
  /** The whole lines of that which went to standard output. */
  readonly lines: () => readonly string[];
  readonly target: Target;
  /** Asks it to stop, as Ctrl-C does; resolves with its exit code. */
  interrupt(): Promise<number | null>;
  /** SIGKILL to it and everything it started, at once. */
  killTree(): Promise<void>;
  /** SIGKILL to the main process alone. */
  killMain(): Promise<void>;
  /** What is still alive of it and of everything it started. */
  survivors(): Promise<number[]>;
}

/** Parents of all processes, from /proc. */
async function parents(): Promise<Map<number, number>> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    ids.map(async (id) => {
      const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || stat === ""
        ? undefined
        : ([Number(id), Number(fields[1])] as const);
    }),
  );
  return new Map(pairs.flatMap((pair) => (pair === undefined ? [] : [pair])));
}

async function treeOf(pid: number): Promise<number[]> {
  const all = await parents();
  const tree = [pid];
  for (const parent of tree) {
    for (const [child, itsParent] of all) if (itsParent === parent) tree.push(child);
  }
  return tree;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** Starts the command with settings of a test, and waits for its addresses. */
export async function startCommand(
  options: {
    readonly dataDir?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly args?: readonly string[];
  } = {},
): Promise<Command> {
  const { modelUrl } = shared();
  const dataDir = options.dataDir ?? (await makeDataDir());
  const child = spawn(process.execPath, ["packages/local/src/main.ts", ...(options.args ?? [])], {
    cwd: root,
    env: {
      PATH: process.env["PATH"] ?? "",
      ...testEnvironment(modelUrl),
      DATA_DIR: dataDir,
      PORT: "0",
      API_PORT: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (data: string) => {
    output += data;
    printed += data;
  });
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  const addresses = await until(
    () => {
      assert.equal(child.exitCode, null, `it ended:\n${output}`);
      const found = [...output.matchAll(/http:\/\/[\w.[\]:]+:\d+/g)].map(String);
      return /Ready/.test(output) ? found.slice(-3) : undefined;
    },
    { within: 40_000, what: "the start" },
  );
  const lines = (): readonly string[] => printed.split("\n").slice(0, -1);
  return command(child, { output: () => output, lines }, addresses, modelUrl);
}

function command(
  child: ChildProcess,
  { output, lines }: Pick<Command, "output" | "lines">,
  addresses: readonly string[],
  modelUrl: string,
): Command {
  const pid = child.pid;
  assert.ok(pid !== undefined);
  const known = new Set<number>([pid]);
  const learn = async (): Promise<void> => {
    for (const one of await treeOf(pid)) known.add(one);
  };
  const exited = once(child, "exit");
  const address = (label: RegExp): string => label.exec(output())?.[1] ?? addresses[0] ?? "";
  return {
    output,
    lines,
    target: {
      siteUrl: address(/Open\s+(http:\/\/\S+?:\d+)/),
      apiUrl: address(/API\s+(http:\/\/\S+?:\d+)/),
      databaseUrl: "",
      sqsEndpoint: "",
      dynamoEndpoint: "",
      managementEndpoint: "",
      environment: {},
      modelUrl,
    },
    async interrupt() {
      await learn();
      child.kill("SIGINT");
      await exited;
      return child.exitCode;
    },
    async killTree() {
      await learn();
      for (const one of known) kill(one);
      await exited;
    },
    async killMain() {
      await learn();
      kill(pid);
      await exited;
    },
    async survivors() {
      const alive = await parents();
      return [...known].filter((one) => alive.has(one));
    },
  };
}

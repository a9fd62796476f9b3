// The scripts that serve, run by npm as a person runs them: with npm, everything ends.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "@ai-learning/local/paths";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "./harness.ts";
import { processesOf } from "./processes.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "npm-scripts-"));
});

afterEach(async () => {
  for (const pid of processesOf(folder)) process.kill(pid, "SIGKILL");
  await until(() => processesOf(folder).length === 0);
  await rm(folder, { recursive: true });
});

/** npm, running a script on a data folder and ports of its own. */
function runScript(script: string): ChildProcess {
  return spawn("npm", ["run", script], {
    cwd: repositoryRoot,
    env: { ...process.env, DATA_DIR: folder, PORT: "0", API_PORT: "0" },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
}

/** Waits until the script says that it serves, and returns the ports on which it does. */
async function portsOf(npm: ChildProcess): Promise<number[]> {
  if (!npm.stdout) throw new Error("npm has no output.");
  const output: string[] = [];
  for await (const line of createInterface({ input: npm.stdout })) {
    output.push(line);
    if (!line.includes("Ready in")) continue;
    npm.stdout.resume();
    const run: Record<"siteUrl" | "apiUrl" | "databaseUrl", string> = JSON.parse(
      await readFile(join(folder, "run.json"), "utf8"),
    );
    return [run.siteUrl, run.apiUrl, run.databaseUrl].map((url) => Number(new URL(url).port));
  }
  throw new Error(output.join("\n"));
}

/** Whether a port of loopback takes connections. */
function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

test.each([
  ["start", "SIGTERM"],
  ["start", "SIGKILL"],
  ["dev", "SIGKILL"],
] as const)("npm run %s leaves no process and no port after %s to npm", async (script, signal) => {
  const npm = runScript(script);
  const ports = await portsOf(npm);
  const before = await Promise.all(ports.map(isOpen));
  const exit = once(npm, "exit");
  npm.kill(signal);
  await exit;
  await until(() => processesOf(folder).length === 0);

  expect(before).toEqual([true, true, true]);
  expect(await Promise.all(ports.map(isOpen))).toEqual([false, false, false]);
});

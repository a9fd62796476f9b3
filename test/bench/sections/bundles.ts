// What the functions weigh, and how long a fresh process takes to import each: the larger part of a cold start.
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { functions } from "@ai-learning/functions/manifest";
import { existingBundles } from "@ai-learning/local/functions/bundle";
import type { Bench } from "../bench.ts";
import { atMost, within, type Findings } from "../row.ts";
import { median, timing } from "../stats.ts";
import { show } from "../table.ts";
import { emptyBundle } from "./floor.ts";

/** Every function's own limit is 140 ms; those a learner waits for have less. */
const importMs = new Map([
  ["restore", 120],
  ["message", 120],
]);
const anyImportMs = 140;
const mostBytes = 900 * 1024;

export async function measureBundles(bench: Bench): Promise<Findings> {
  const folder = await bench.bundles();
  const empty = "an empty bundle";
  const mapped = "message with --enable-source-maps";
  const paths = new Map([
    [empty, await emptyBundle(folder)],
    [mapped, existingBundles(folder).path("message")],
    ...functions.map(({ name }): [string, string] => [name, existingBundles(folder).path(name)]),
  ]);
  const samples = new Map([...paths.keys()].map((name): [string, Import[]] => [name, []]));
  // Round by round, so that what else the machine does falls on all of them alike.
  for (let round = -1; round < bench.size(15, 3); round += 1) {
    bench.say(`imports, round ${String(round + 2)}`);
    for (const [name, path] of paths) {
      const one = await importIn(path, name === mapped ? ["--enable-source-maps"] : []);
      if (round >= 0) samples.get(name)?.push(one);
    }
  }
  const timed = [...samples].map(([name, its]) => ({
    name,
    ...timing(its.map(({ ms }) => ms)),
    note: `fastest ${show(Math.min(...its.map(({ ms }) => ms)))}, processor ${show(median(its.map(({ cpuMs }) => cpuMs)))} ms`,
  }));
  const sizes = await Promise.all(
    functions.map(async ({ name }) => ({ name, bytes: (await stat(paths.get(name) ?? "")).size })),
  );
  return {
    rows: [
      ...timed.map(({ name, ...rest }) => ({
        name: `Import, ${name}`,
        ...rest,
        unit: "ms",
        ...(name !== empty &&
          name !== mapped && { budget: within(importMs.get(name) ?? anyImportMs) }),
      })),
      ...sizes.map(({ name, bytes }) => ({
        name: `Size, ${name}`,
        value: bytes / 1024,
        unit: "KB",
        budget: atMost(mostBytes / 1024),
      })),
    ],
  };
}

const run = promisify(execFile);

/** Milliseconds that went by, and those the processor worked, on all threads. */
interface Import {
  readonly ms: number;
  readonly cpuMs: number;
}

/** One import in a fresh process, without a compile cache, as Lambda has none. */
async function importIn(bundle: string, flags: readonly string[]): Promise<Import> {
  const script = `const began = performance.now(), cpu = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const ms = performance.now() - began, { user, system } = process.cpuUsage(cpu);
    const line = JSON.stringify({ ms, cpuMs: (user + system) / 1000 });
    process.stdout.write(line, () => process.exit());`;
  const all = [...flags, "--input-type=module", "--eval", script];
  const { stdout } = await run(process.execPath, all, {
    env: { PATH: process.env["PATH"] ?? "", ...bareEnvironment },
  });
  return JSON.parse(stdout) as Import;
}

/** What functions read while they are imported. */
const bareEnvironment = { AWS_REGION: "us-east-1", TZ: "UTC" };

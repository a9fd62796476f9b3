// Function processes: one call at a time each, limits, time-outs, deaths, and what a function sees of its world.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { buildFunctions, type Bundles } from "../../packages/local/src/functions/bundle.ts";
import { FunctionPool } from "../../packages/local/src/functions/pool.ts";
import type { Outcome } from "../../packages/local/src/functions/ipc.ts";
import { defaultLimits, type Limits } from "../../packages/local/src/limits.ts";
import { until } from "./harness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let bundles: Bundles;
let pool: FunctionPool;
let lines: string[] = [];

const spec = { name: "worker", timeoutSeconds: 60, memoryMb: 128 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lambda-"));
  const entry = join(import.meta.dirname, "fixtures/worker.ts");
  bundles = await buildFunctions([{ name: "worker", entry }], folder);
});
afterEach(() => pool.stop(0));
afterAll(() => rm(folder, { recursive: true }));

function start(
  limits: Partial<Limits> = {},
  more: Partial<typeof spec> & { bundle?: string } = {},
): void {
  lines = [];
  pool = new FunctionPool({
    functions: [{ ...spec, ...more }],
    childEntry: bundles.childEntry,
    bundleOf: (name) => more.bundle ?? bundles.path(name),
    environmentOf: () => ({ OWN: "value" }),
    bootEnvironment: { BOOT: "gone afterwards" },
    limits: { ...defaultLimits, ...limits },
    log: (_source, line) => lines.push(line),
  });
}

const call = (event: object = {}): Promise<Outcome> => pool.invoke("worker", event);

/** What a call that went well answered. */
// oxlint-disable-next-line typescript/no-explicit-any -- the fixture's answers are known to the tests
async function answer(event: object = {}): Promise<any> {
  const outcome = await call(event);
  if (!outcome.ok) throw new Error(outcome.errorMessage);
  return outcome.payload;
}

test("calls in a row share a process", async () => {
  start();
  const first = await answer();
  const second = await answer();

  expect(second).toMatchObject({ pid: first.pid, calls: 2 });
});

test("concurrent calls have a process each", async () => {
  start();
  const [one, other] = await Promise.all([answer({ waitMs: 200 }), answer({ waitMs: 200 })]);

  expect(one.pid).not.toBe(other.pid);
  expect([one.calls, other.calls]).toEqual([1, 1]);
});

test("calls beyond the limit wait in line", async () => {
  start({ concurrency: { worker: 1 } });
  const answers = await Promise.all([answer({ waitMs: 20 }), answer(), answer()]);

  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
  expect(answers.map(({ calls }) => calls)).toEqual([1, 2, 3]);
});

test("a function sees its own environment and nothing of the runner's", async () => {
  start();

  expect(await answer({ do: "environment" })).toEqual({ OWN: "value" });
});

test("the context has the remaining time of a call", async () => {
  start();
  const { remaining } = await answer({ waitMs: 50 });

  expect(remaining).toBeGreaterThan(50_000);
  expect(remaining).toBeLessThanOrEqual(59_950);
});

test("a thrown error fails the call with its type and message, and the process goes on", async () => {
  start();
  const failed = await call({ do: "throw" });

  expect(failed).toEqual({ ok: false, errorType: "RangeError", errorMessage: "as told" });
  expect(await answer()).toMatchObject({ calls: 2 });
});

test("a call past the function's time is killed, and the next one gets a new process", async () => {
  start({}, { timeoutSeconds: 2 });
  const late = await call({ do: "hang" });

  expect(late).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
  expect(late).toMatchObject({ errorMessage: /Task timed out after 2.00 seconds$/ });
  expect(await answer()).toMatchObject({ calls: 1 });
});

test("loading the code does not count against the function's time", async () => {
  const slow = join(folder, "slow.mjs");
  const loading = "await new Promise((done) => setTimeout(done, 1500));";
  await writeFile(slow, `${loading} export const handler = () => "loaded";`);
  start({}, { bundle: slow, timeoutSeconds: 1 });

  expect(await call()).toEqual({ ok: true, payload: "loaded" });
});

test("a process that ends during a call fails the call alone", async () => {
  start();

  expect(await call({ do: "exit" })).toMatchObject({
    errorType: "Runtime.ExitError",
    errorMessage: /exit status 3$/,
  });
  expect(await answer()).toMatchObject({ calls: 1 });
});

test("a busy process can be killed", async () => {
  start();
  const hanging = call({ do: "hang" });
  await until(() => pool.busy("worker") === 1);
  const killed = pool.kill("worker", "busy");

  expect(killed).toHaveLength(1);
  expect(await hanging).toMatchObject({ errorMessage: /signal: SIGKILL$/ });
  await until(() => pool.pids("worker").length === 0);
});

test("a bundle that does not load fails the call with the reason", async () => {
  const broken = join(folder, "broken.mjs");
  await writeFile(broken, 'throw new Error("at import");');
  start({}, { bundle: broken });

  expect(await call()).toMatchObject({ ok: false, errorMessage: "at import" });
});

test("replacing ends idle processes now and busy ones after their call", async () => {
  start();
  const busy = answer({ waitMs: 300 });
  await until(() => pool.busy("worker") === 1);
  pool.replace("worker");
  const [before, after] = [await busy, await answer()];

  expect(before.calls).toBe(1);
  expect(after.pid).not.toBe(before.pid);
});

test("processes unused for long are ended, but for the one used last", async () => {
  start({ processIdleMs: 500 });
  await Promise.all([answer({ waitMs: 300 }), answer({ waitMs: 300 })]);
  expect(pool.pids("worker")).toHaveLength(2);
  const { pid } = await answer();

  await until(() => pool.pids("worker").length === 1);

  expect(pool.pids("worker")).toEqual([pid]);
});

test("stopping lets a call end within the grace and kills it after", async () => {
  start();
  const short = call({ waitMs: 100 });
  const long = call({ do: "hang" });
  await until(() => pool.busy("worker") === 2);
  await pool.stop(2000);

  expect(await short).toMatchObject({ ok: true });
  expect(await long).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
  expect(await call()).toMatchObject({ ok: false });
});

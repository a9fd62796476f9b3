// Building functions: once while nothing changes, again when something does, and the new code in the next call.
import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buildFunctions } from "../../packages/local/src/functions/bundle.ts";
import { FunctionPool } from "../../packages/local/src/functions/pool.ts";
import { defaultLimits } from "../../packages/local/src/limits.ts";
import { silent } from "../../packages/local/src/log.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let entry: string;
let outDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
  entry = join(folder, "answer.ts");
  outDir = join(folder, "dist");
  await write(1);
});
afterEach(() => rm(folder, { recursive: true }));

const write = (answer: number): Promise<void> =>
  writeFile(entry, `export const handler = async (): Promise<number> => ${String(answer)};`);

test("only changed sources are built again", async () => {
  const bundles = await buildFunctions([{ name: "answer", entry }], outDir);
  const built = await stat(bundles.path("answer"));
  await buildFunctions([{ name: "answer", entry }], outDir);
  const looked = await stat(bundles.path("answer"));
  await write(22);
  await buildFunctions([{ name: "answer", entry }], outDir);

  expect(looked.mtimeMs).toBe(built.mtimeMs);
  expect(await readFile(bundles.path("answer"), "utf8")).toContain("22");
});

test("the bundle's folder has exactly the assets of the source folder", async () => {
  const assets = [{ from: join(folder, "plain"), to: "copied" }];
  const spec = { name: "answer", entry, assets };
  await mkdir(join(folder, "plain"));
  await writeFile(join(folder, "plain/1.sql"), "one");
  await buildFunctions([spec], outDir);
  await rm(join(folder, "plain/1.sql"));
  await writeFile(join(folder, "plain/2.sql"), "two");
  await buildFunctions([spec], outDir);

  await expect(readFile(join(outDir, "answer/copied/1.sql"))).rejects.toThrow("ENOENT");
  expect(await readFile(join(outDir, "answer/copied/2.sql"), "utf8")).toBe("two");
});

/** What a watch reported about a rebuild. */
interface Rebuild {
  readonly changed: readonly string[];
  readonly problem: string | undefined;
}

/** Builds and watches, with a pool that runs what is deployed. */
async function watch(): Promise<{
  readonly rebuilds: readonly Rebuild[];
  readonly call: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
}> {
  const rebuilds: Rebuild[] = [];
  const bundles = await buildFunctions([{ name: "answer", entry }], outDir, (changed, problem) => {
    for (const name of changed) pool.replace(name);
    rebuilds.push({ changed, problem });
  });
  const pool = new FunctionPool({
    functions: [{ name: "answer", timeoutSeconds: 10, memoryMb: 128 }],
    childEntry: bundles.childEntry,
    bundleOf: (name) => bundles.path(name),
    environmentOf: () => ({}),
    bootEnvironment: {},
    limits: defaultLimits,
    log: silent,
  });
  return {
    rebuilds,
    call: () => pool.invoke("answer", {}),
    async stop() {
      await pool.stop(0);
      await bundles.stop();
    },
  };
}

test("while watching, a change is in the next call, and a mistake is reported and changes nothing", async () => {
  const { rebuilds, call, stop } = await watch();

  expect(await call()).toEqual({ ok: true, payload: 1 });
  await write(2);
  await vi.waitUntil(() => rebuilds.some(({ changed }) => changed.includes("answer")), 30_000);
  expect(await call()).toEqual({ ok: true, payload: 2 });
  await writeFile(entry, "export const handler = ;");
  await vi.waitUntil(
    () => rebuilds.some(({ problem }) => problem?.includes("Unexpected") === true),
    30_000,
  );
  expect(await call()).toEqual({ ok: true, payload: 2 });
  await stop();
});

test.each(["answer.ts", "part.ts"])(
  "while watching, an emptied %s is not deployed, and what is written after it is",
  async (emptied) => {
    const part = join(folder, "part.ts");
    const answerWithPart = `import * as part from "./part.ts";
      export const handler = async (): Promise<number> => part.number;`;
    await writeFile(part, "export const number = 3;");
    await writeFile(entry, answerWithPart);
    const { rebuilds, call, stop } = await watch();
    const before = await readFile(join(folder, emptied), "utf8");

    expect(await call()).toEqual({ ok: true, payload: 3 });
    await truncate(join(folder, emptied));
    await vi.waitUntil(() => rebuilds.some(({ problem }) => problem !== undefined), 30_000);
    expect(rebuilds.at(-1)?.problem).toMatch(`${emptied} has become empty`);
    expect(rebuilds.flatMap(({ changed }) => changed)).toEqual([]);
    expect(await call()).toEqual({ ok: true, payload: 3 });
    await writeFile(join(folder, emptied), before.replace("3", "4").replace("part.number", "-4"));
    await vi.waitUntil(() => rebuilds.some(({ changed }) => changed.includes("answer")), 30_000);
    expect(await call()).toMatchObject({ ok: true, payload: emptied === "part.ts" ? 4 : -4 });
    await stop();
  },
);

test("an entry without a handler does not build", async () => {
  await writeFile(entry, "export const other = 1;");

  await expect(buildFunctions([{ name: "answer", entry }], outDir)).rejects.toThrow(
    /answer\.ts exports no handler/,
  );
});

test("a build error names file and line", async () => {
  await writeFile(entry, "\nexport const handler = ;");

  await expect(buildFunctions([{ name: "answer", entry }], outDir)).rejects.toThrow(
    /answer\.ts:2: Unexpected ";"/,
  );
});

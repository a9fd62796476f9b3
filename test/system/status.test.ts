// `npm run status` and the runner's status page tell which part is away, whichever it is.
import { execFile } from "node:child_process";
import { request } from "node:http";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultBundleDir } from "@ai-learning/local/paths";
import type { StatusReport } from "@ai-learning/local/status/report";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { Socket } from "../support/socket.ts";
import { newKey } from "../support/learning.ts";
import { startPartRelays, type PartRelays } from "../support/part-relays.ts";
import { makeDataDir } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";
import { until } from "../support/until.ts";

let own: PartRelays;
let bundleDir: string;

beforeAll(async () => {
  // The bundles by another name, so that one can be taken away.
  bundleDir = await mkdtemp(join(tmpdir(), "bundles-"));
  for (const name of await readdir(defaultBundleDir)) {
    await symlink(join(defaultBundleDir, name), join(bundleDir, name));
  }
  own = await startPartRelays({ bundleDir });
});

afterAll(async () => {
  await own.stop();
  await rm(bundleDir, { recursive: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function status(dataDir = own.stack.dataDir): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["packages/local/src/commands/status.ts"],
      {
        cwd: fileURLToPath(new URL("../..", import.meta.url)),
        env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir },
      },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

async function report(): Promise<StatusReport> {
  const answer = await fetch(`${own.stack.controlUrl}/status.json`);
  return (await answer.json()) as StatusReport;
}

/** Waits until what the functions see is right again; that is kept for a moment. */
const whole = (): Promise<StatusReport> =>
  until(
    async () => {
      const now = await report();
      return now.ok && now;
    },
    { what: "every part running" },
  );

test("with every part there the command names each of them, and ends with code 0", async () => {
  await whole();
  const { code, stdout, stderr } = await status();

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const names = [...stdout.matchAll(/^(\w+) +running /gm)].map(([, name]) => name);
  expect(names).toEqual([
    "Gateway",
    "Functions",
    "Database",
    "Table",
    "Queue",
    "Model",
    "Readiness",
  ]);
  expect(stdout).toContain(`${own.stack.controlUrl}/status`);
});

test.each([
  ["database", "Database"],
  ["table", "Table"],
  ["queue", "Queue"],
  ["model", "Model"],
] as const)("without the %s the command names it, and ends with code 1", async (part, name) => {
  await whole();
  own.relays[part].cut();
  // What the functions see is kept for a few seconds.
  await until(async () => (await report()).parts.filter(({ ok }) => !ok).length === 2, {
    what: "the part being missed",
  });
  const { code, stdout, stderr } = await status();
  own.relays[part].mend();

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `\nNot running: ${name}, Readiness.\n`,
  });
  expect(stdout).toMatch(new RegExp(`^${name} +away +\\S`, "m"));
  expect(stdout).toMatch(new RegExp(`^Readiness +away +the functions do not reach: ${part}$`, "m"));
});

test("without the bundle of a function the command names the function, and ends with code 1", async () => {
  await whole();
  const bundle = join(bundleDir, "sweep");
  await rm(bundle);
  await until(async () => !(await report()).ok, { what: "the bundle being missed" });
  const { code, stdout, stderr } = await status();
  await symlink(join(defaultBundleDir, "sweep"), bundle);

  expect({ code, stderr }).toEqual({ code: 1, stderr: "\nNot running: Functions.\n" });
  expect(stdout).toMatch(/^Functions +away +no bundle of sweep: /m);
});

test("without the gateway, and without the runner, the command names them, and ends with code 1", async () => {
  await whole();
  const file = join(own.stack.dataDir, "run.json");
  const run = await readFile(file, "utf8");
  const changed = async (more: Readonly<Record<string, string>>): Promise<Outcome> => {
    await writeFile(file, JSON.stringify({ ...JSON.parse(run), ...more }));
    const outcome = await status();
    await writeFile(file, run);
    return outcome;
  };
  const nowhere = "http://127.0.0.1:9";

  const noGateway = await changed({ apiUrl: nowhere });
  const noRunner = await changed({ controlUrl: nowhere });

  expect(noGateway).toMatchObject({ code: 1, stderr: "\nNot running: Gateway.\n" });
  expect(noRunner.code).toBe(1);
  expect(noRunner.stderr).toMatch(/^\nNot running: Runner, Database\.\n$/);
  expect(noRunner.stdout).toMatch(/^Gateway +running/m);
});

test("without a start the command says so, and ends with code 1", async () => {
  const dataDir = await makeDataDir();
  const { code, stdout, stderr } = await status(dataDir);
  await rm(dataDir, { recursive: true });

  expect({ code, stderr }).toEqual({ code: 1, stderr: "\nNot running: Platform, Database.\n" });
  expect(stdout).toMatch(/^Platform +away +not running: npm start$/m);
});

test("the report counts what is open and connected, and has the versions of the parts", async () => {
  const target = targetOf(own.stack, shared().modelUrl);
  const before = await whole();
  const client = await guest({ target });
  const socket = await Socket.open(client, newKey());
  const now = await until(
    async () => {
      const seen = await report();
      return seen.connections > before.connections && seen;
    },
    { what: "the connection in the report" },
  );
  await socket.close();

  expect(now.connections).toBe(before.connections + 1);
  expect(now.work).toEqual({
    turns: { waiting: 0, running: 0 },
    jobs: { waiting: 0, running: 0 },
  });
  expect(now.queues).toMatchObject({
    wakeups: { waiting: 0, inFlight: 0 },
    deadLetters: { waiting: 0 },
  });
  expect(now.product.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(now.product.node).toBe(process.versions.node);
  expect(now.parts.find(({ name }) => name === "Database")?.version).toMatch(/^PostgreSQL 1[78]\./);
  expect(now.functions.find(({ name }) => name === "generate")?.bytes).toBeGreaterThan(10_000);
});

test("a part that hangs does not hang the report, which says unknown of what is in it", async () => {
  await whole();
  own.relays.database.hang();
  own.relays.queue.hang();
  const seen = await until(
    async () => {
      const now = await report();
      return now.work === null && now.queues === null && now;
    },
    { what: "the report without both" },
  );
  const text = await (await fetch(`${own.stack.controlUrl}/status`)).text();
  own.relays.database.mend();
  own.relays.queue.mend();

  const away = seen.parts.filter(({ ok }) => !ok).map(({ name }) => name);
  expect(away).toEqual(expect.arrayContaining(["Database", "Queue"]));
  expect(text).toMatch(/<dt>Wake-ups waiting<\/dt>\s*<dd>unknown<\/dd>/);
});

test("the last errors have time, event, code and ids, and no text", async () => {
  await whole();
  own.relays.database.cut();
  const { siteUrl, controlUrl } = own.stack;
  const answer = await fetch(`${siteUrl}/api/auth/guest-login`, { method: "POST" });
  const { request_id: id }: Record<string, unknown> = JSON.parse(await answer.text());
  const found = await until(
    async () => (await report()).errors.find(({ ids }) => ids["request_id"] === id),
    { what: "the error in the report" },
  );
  const page = await (await fetch(`${controlUrl}/status`)).text();
  own.relays.database.mend();

  expect(answer.status).toBe(503);
  expect(found).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
    level: "warn",
    source: "auth",
    event: "request_failed",
    code: "database_unavailable",
    ids: { request_id: id },
    times: 1,
  });
  expect(page).toContain(`<code>${String(id)}</code>`);
  expect(page).not.toContain("ECONN");
  await whole();
});

test("pages of another name, and other ways to ask, learn nothing", async () => {
  const { hostname, port } = new URL(own.stack.controlUrl);
  const asked = (method: string, host: string, path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject);
      sent.end();
    });

  expect(await asked("GET", "attacker.example", "/status.json")).toBe(403);
  expect(await asked("GET", `localhost:${port}`, "/status.json")).toBe(200);
  expect(await asked("POST", `localhost:${port}`, "/status.json")).toBe(403);
  expect(await asked("GET", `localhost:${port}`, "/")).toBe(403);
  expect((await fetch(`${own.stack.siteUrl}/status.json`)).status).toBe(404);
});

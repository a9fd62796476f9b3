// The switches of the stores and the demo mentor, the restarts, and the command that does it all by hand, on a whole stack
// of throw-away functions.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { noFaults } from "../../packages/local/src/faults/faults.ts";
import { switchNames } from "../../packages/local/src/faults/switches.ts";
import { startStack, type Stack } from "../../packages/local/src/stack.ts";
import { makeDataDir } from "../support/stack.ts";
import { closeCode, until } from "./harness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let stack: Stack;
let dataDir: string;
let bundleDir: string;

beforeAll(async () => {
  dataDir = await makeDataDir();
  bundleDir = await mkdtemp(join(tmpdir(), "faults-"));
  const entry = join(import.meta.dirname, "fixtures/worker.ts");
  const shared = { entry, timeoutSeconds: 60, memoryMb: 128, rights: [] };
  stack = await startStack({
    dataDir,
    bundleDir,
    sitePort: 0,
    apiPort: 0,
    site: "as-is",
    mentor: { paceMs: 1 },
    faults: { seed: 11 },
    functions: [
      { ...shared, name: "worker", http: ["$default"], websocket: ["$connect", "$default"] },
      { ...shared, name: "migrate", atDeploy: true },
    ],
  });
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true });
  await rm(bundleDir, { recursive: true });
});
afterEach(() => Object.assign(stack.faults, noFaults()));

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`${stack.apiUrl.replace("http", "ws")}/ws/chat/key`);
  await once(socket, "open");
  return socket;
}

/** A DynamoDB call as the AWS SDK makes it. */
async function dynamo(): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(stack.dynamoEndpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      "x-amz-date": "20260101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: "{}",
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

test.each([
  ["dynamo.fail", 500, "InternalServerError"],
  ["dynamo.throttle", 400, "ProvisionedThroughputExceededException"],
] as const)("%s answers %i %s", async (name, status, error) => {
  stack.faults[name] = 1;
  const failed = await until(async () => {
    const answer = await dynamo();
    return answer.status !== 200 && answer;
  });
  stack.faults[name] = 0;

  expect(failed).toEqual({
    status,
    body: {
      __type: `com.amazonaws.dynamodb.v20120810#${error}`,
      message: expect.any(String),
    },
  });
  expect(await until(async () => (await dynamo()).status === 200)).toBe(true);
});

/** One connection of the application's, to do with as the test likes. */
const sqlOf = (): Sql => postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });

/** The PostgreSQL or socket code with which asking fails, or "none". */
async function codeOf(sql: Sql): Promise<string> {
  return sql`select 1`.then(
    () => "none",
    (thrown: { code?: string }) => thrown.code ?? "unknown",
  );
}

/** The same over a connection of its own. */
async function newConnection(): Promise<string> {
  const sql = sqlOf();
  const code = await codeOf(sql);
  await sql.end({ timeout: 1 });
  return code;
}

test("postgres.refuse refuses new connections and leaves open ones", async () => {
  const open = sqlOf();
  expect(await codeOf(open)).toBe("none");
  stack.faults["postgres.refuse"] = 1;

  const refused = await until(async () => {
    const code = await newConnection();
    return code !== "none" && code;
  });
  expect(refused).toBe("53300");
  expect(await codeOf(open)).toBe("none");
  stack.faults["postgres.refuse"] = 0;
  expect(await until(async () => (await newConnection()) === "none")).toBe(true);
  await open.end();
});

test("postgres.reset ends connections that are in use", async () => {
  const open = sqlOf();
  await codeOf(open);
  stack.faults["postgres.reset"] = 1;
  const ended = await open`select pg_sleep(20)`.catch((thrown: { code: string }) => thrown.code);
  stack.faults["postgres.reset"] = 0;

  // The first when the server got to say so, the second when the query came just after.
  expect(ended).toMatch(/^(?:57P01|CONNECTION_CLOSED)$/);
  expect(await until(async () => (await codeOf(open)) === "none")).toBe(true);
  await open.end();
});

test.each(["fast", "immediate"] as const)(
  "the database restarts (%s) on the same port with what was committed",
  async (how) => {
    const before = sqlOf();
    await before.unsafe(`create table kept_${how} as select 1 as n`);
    const cut = before`select pg_sleep(20)`.catch((thrown: { code: string }) => thrown.code);
    await stack.restartDatabase(how);

    expect(await cut).toMatch(/^(?:57P01|57P02|CONNECTION_CLOSED|ECONNRESET)$/);
    const after = sqlOf();
    expect([...(await after.unsafe(`select n from kept_${how}`))]).toEqual([{ n: 1 }]);
    await Promise.all([before.end({ timeout: 1 }), after.end()]);
  },
);

test("the gateway restarts on the same ports, and calls in progress go on", async () => {
  const { siteUrl, apiUrl, managementEndpoint } = stack;
  const sockets = await Promise.all([connect(), connect()]);
  const codes = Promise.all(sockets.map(closeCode));
  sockets[0]?.send('{"do":"hang"}');
  await until(() => stack.functions.busy("worker") === 1);
  const pids = stack.functions.pids("worker");
  await stack.restartGateway();

  expect(await codes).toEqual([1006, 1006]);
  expect(stack.functions.busy("worker")).toBe(1);
  expect(stack.functions.pids("worker")).toEqual(expect.arrayContaining(pids));
  expect((await fetch(`${apiUrl}/api/any`)).status).toBe(200);
  expect((await fetch(`${siteUrl}/api/any`)).status).toBe(200);
  expect((await fetch(`${managementEndpoint}/@connections/x`)).status).toBe(403);
  const again = await connect();
  again.terminate();
  stack.functions.kill("worker", "busy");
});

test("restarts asked for at the same time are done one after the other", async () => {
  await Promise.all([stack.restartGateway(), stack.restartDatabase(), stack.restartGateway()]);

  expect((await fetch(`${stack.apiUrl}/api/any`)).status).toBe(200);
  expect(await newConnection()).toBe("none");
});

/** An answer of the demo mentor. */
async function mentor(): Promise<Response> {
  return fetch(`${stack.environment["DEFAULT_OPENAI_BASE_URL"]}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer any" },
    body: JSON.stringify({
      model: stack.model,
      stream: true,
      messages: [{ role: "user", content: "I want to learn Python in 20 hours" }],
    }),
  });
}

test("the demo mentor fails as its switches say, and answers again after", async () => {
  Object.assign(stack.faults, { "model.rateLimit": 1, "model.retryAfterSeconds": 3 });
  const limited = await until(async () => {
    const answer = await mentor();
    return answer.status !== 200 && answer;
  });
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);

  Object.assign(stack.faults, { ...noFaults(), "model.cut": 1 });
  const cut = await until(async () => {
    const answer = await mentor();
    return answer.text().then(
      () => false,
      (thrown: Error) => thrown.message,
    );
  });
  expect(cut).toBe("terminated");

  Object.assign(stack.faults, noFaults());
  const whole = await until(async () => (await mentor()).text().catch(() => undefined));
  expect(whole).toMatch(/data: \[DONE\]\s*$/);
});

test("switches survive the end of the process they are rolled in", async () => {
  stack.faults["dynamo.fail"] = 1;
  const { pid }: { pid: number } = JSON.parse(
    await readFile(join(dataDir, "stand-ins.json"), "utf8"),
  );
  process.kill(pid, "SIGKILL");
  const status = await until(async () => (await dynamo().catch(() => undefined))?.status);

  expect(status).toBe(500);
});

/** `npm run faults -- …` on this stack. */
function command(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  const script = join(import.meta.dirname, "../../packages/local/src/commands/faults.ts");
  const env = { PATH: process.env["PATH"], DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { env }, (failed, out, error) => {
      resolve({ code: Number(failed?.code ?? 0), out, error });
    });
  });
}

test("the command lists every switch with its value", async () => {
  stack.faults["posts.delayMs"] = 250;
  const { code, out } = await command();

  expect(code).toBe(0);
  expect(out.trimEnd().split("\n")).toHaveLength(switchNames.length);
  expect(out).toMatch(/^\* posts\.delayMs +250 /m);
  expect(out).toMatch(/^ {2}seed +11 /m);
});

test("the command sets switches and resets them", async () => {
  const set = await command("posts.delayMs=500", "queue.duplicate=0.2");
  expect(set).toMatchObject({ code: 0, out: "posts.delayMs is 500.\nqueue.duplicate is 0.2.\n" });
  expect(stack.faults).toMatchObject({ "posts.delayMs": 500, "queue.duplicate": 0.2 });

  const reset = await command("--reset");
  expect(reset).toMatchObject({ code: 0, out: "Every switch is off.\n" });
  expect(stack.faults).toMatchObject(noFaults());
});

test("the command kills, drops and restarts", async () => {
  await fetch(`${stack.apiUrl}/api/any`);
  const socket = await connect();
  const reset = closeCode(socket);
  const dropped = await command("drop", "sockets");
  expect(dropped).toMatchObject({ code: 0, out: "Reset 1 socket.\n" });
  expect(await reset).toBe(1006);

  const pids = stack.functions.pids("worker");
  expect((await command("kill", "worker")).out).toMatch(
    /^Killed \d+ process(?:es)? of worker\.\n$/,
  );
  await until(() => !stack.functions.pids("worker").some((pid) => pids.includes(pid)));

  const gateway = await command("restart", "gateway");
  expect(gateway.out).toMatch(/^Restarted the gateway in \d+\.\d s\.\n$/);
  const database = await command("restart", "database", "immediate");
  expect(database.out).toMatch(/^Restarted the database in \d+\.\d s\.\n$/);
  expect((await fetch(`${stack.apiUrl}/api/any`)).status).toBe(200);
});

test.each([
  [["posts.lose=1"], "the switches are: seed, sockets.loseDisconnect, "],
  [["posts.fail=often"], 'posts.fail takes a number from 0 to 1 (chance), not "often".'],
  [["posts.delayMs=5", "posts.fail=2"], "posts.fail takes a number from 0 to 1"],
  [["kill", "nobody"], 'There is no function "nobody"; the functions are: worker, migrate.'],
  [["restart", "all"], "restart gateway, or restart database [fast|immediate]."],
  [["drop", "everything"], "drop socket, or drop sockets."],
  [["break"], "Say a switch and its value"],
])("the command refuses %j in one sentence and changes nothing", async (words, sentence) => {
  const { code, out, error } = await command(...words);

  expect(code).toBe(1);
  expect(out).toBe("");
  expect(error).toContain(sentence);
  expect(error.trimEnd().split("\n")).toHaveLength(1);
  expect(stack.faults).toMatchObject(noFaults());
});

test("a fault command without the data folder's secret is refused", async () => {
  const body = '["posts.fail=1"]';
  const answers = await Promise.all(
    [{}, { authorization: "Bearer guessed" }].map((headers: Record<string, string>) =>
      fetch(stack.controlUrl, { method: "POST", headers, body }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  expect(stack.faults["posts.fail"]).toBe(0);
  expect(new URL(stack.controlUrl).hostname).toBe("127.0.0.1");
});

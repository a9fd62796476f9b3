// The smoke test tells a platform that works from one without its mentor, its sockets or its database.
import { mentorModel } from "@ai-learning/mentor/name";
import { execFile } from "node:child_process";
import { createServer, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

let stack: TestStack;
beforeAll(async () => {
  // Without a key the demo mentor answers, as on a laptop.
  stack = await startTestStack("", {
    env: { DEFAULT_OPENAI_API_KEY: "", DEFAULT_OPENAI_BASE_URL: "", DEFAULT_OPENAI_MODEL: "" },
  });
}, 60_000);
afterAll(() => stack.stop());
const ready = async (): Promise<number> =>
  (await fetch(`${stack.siteUrl}/api/health/ready`)).status;

// What is reachable is kept for some seconds.
beforeEach(async () => {
  for (const name of Object.keys(stack.faults)) Object.assign(stack.faults, { [name]: 0 });
  await until(async () => (await ready()) === 200, { what: "every part being there" });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function smoke(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["test/smoke/main.ts", ...args],
      { cwd: new URL("../..", import.meta.url), timeout: 150_000 },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** The same site behind something that lets no socket through. */
async function withoutSockets(siteUrl: string) {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const onward = request(new URL(url, siteUrl), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (_, socket) => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () => server.close(),
  };
}

test("it passes where everything works, step by step, by both doors to a socket", async () => {
  const { code, stdout, stderr } = await smoke(
    "--url",
    stack.siteUrl,
    "--ws",
    `${stack.apiUrl.replace("http", "ws")}/$default`,
  );

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const steps = [...stdout.matchAll(/^ {2}ok {3}(.{14}) +\d+ ms/gm)].map(([, name]) =>
    name?.trim(),
  );
  expect(steps).toEqual([
    "health",
    "ready",
    "guest",
    "track",
    "socket",
    "restore",
    "plan",
    "change",
    "stop",
    "again",
    "history",
    "modules",
    "direct socket",
    "goodbye",
  ]);
  expect(stdout).toMatch(
    new RegExp(`plan +\\d+ ms {2}\\d+ deltas, \\d+ characters, ${mentorModel}`),
  );
}, 160_000);

test("without a mentor it fails at the parts, and names the model", async () => {
  stack.faults["model.unavailable"] = 1;
  await until(async () => (await ready()) !== 200, { what: "the model being gone" });
  const { code, stderr } = await smoke("--url", stack.siteUrl);

  expect(code).toBe(1);
  expect(stderr).toBe(
    "\nFailed at ready: GET /api/health/ready answered 503 not_ready: Unreachable: model.\n",
  );
}, 160_000);

test("with a mentor that refuses it fails at the plan", async () => {
  stack.faults["model.refuse"] = 1;
  const { code, stderr } = await smoke("--url", stack.siteUrl);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^\nFailed at plan: the mentor's answer failed with model_refused: .+\n$/);
}, 160_000);

test("without sockets it fails at the socket", async () => {
  const front = await withoutSockets(stack.siteUrl);
  try {
    const { code, stderr } = await smoke("--url", front.url);

    expect(code).toBe(1);
    expect(stderr).toBe("\nFailed at socket: the handshake was refused with 502.\n");
  } finally {
    front.stop();
  }
}, 60_000);

test("without posts to sockets it fails at the restoring, and says what the gateway said", async () => {
  stack.faults["posts.fail"] = 1;
  const { code, stderr } = await smoke("--url", stack.siteUrl);

  expect(code).toBe(1);
  expect(stderr).toBe(
    '\nFailed at restore: the gateway answered "Internal server error" to a frame.\n',
  );
}, 60_000);

test("without a database it fails at the parts, and names it", async () => {
  stack.faults["postgres.refuse"] = 1;
  stack.faults["postgres.reset"] = 1;
  await until(async () => (await ready()) !== 200, { what: "the database being gone" });
  const { code, stderr } = await smoke("--url", stack.siteUrl);

  expect(code).toBe(1);
  expect(stderr).toBe(
    "\nFailed at ready: GET /api/health/ready answered 503 not_ready: Unreachable: database.\n",
  );
}, 60_000);

test("without a server it fails at the health, and says what is wrong", async () => {
  const { code, stderr } = await smoke("--url", "http://127.0.0.1:9");

  expect(code).toBe(1);
  expect(stderr).toMatch(/^\nFailed at health: fetch failed: .+\n$/);
}, 60_000);

test("without an address it says how it is called", async () => {
  const { code, stderr } = await smoke("--url", "example.com");

  expect(code).toBe(2);
  expect(stderr).toMatch(/^npm run smoke -- --url /);
});

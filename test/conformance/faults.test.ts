// The switches of sockets and posts, on the wire: each does what it says while it is on, and nothing once it is off.
import {
  ApiGatewayManagementApiClient,
  LimitExceededException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { closeCode, gatewayOver, socketFunctions, until, type Harness } from "./harness.ts";

let gateway: Harness;
beforeEach(async () => {
  // A short life, so that a socket no switch touches is seen to reach its end.
  gateway = await gatewayOver(socketFunctions, {}, { limits: { socketLifeMs: 3000 } });
});
afterEach(() => gateway.stop());

/** How a new socket ends, and after how long. */
async function lifeOf(): Promise<{ code: number; ms: number }> {
  const socket = await gateway.connect();
  const opened = Date.now();
  return { code: await closeCode(socket), ms: Date.now() - opened };
}

// Measured by a client that may learn late of the opening, or of the end.
const untouched = { code: 1001, ms: expect.toSatisfy((ms: number) => ms >= 2500) };
const early = expect.toSatisfy((ms: number) => ms < 2500);

test.each([
  ["sockets.closeEverySeconds", 0.2, 1001],
  ["sockets.close", 1, 1001],
  ["sockets.reset", 1, 1006],
] as const)("%s=%d ends a socket early with %i", async (name, value, code) => {
  gateway.faults[name] = value;
  const short = await lifeOf();
  gateway.faults[name] = 0;

  expect(short).toEqual({ code, ms: early });
  expect(await lifeOf()).toEqual(untouched);
});

test("$disconnect gets the code of a broken connection after a reset", async () => {
  gateway.faults["sockets.reset"] = 1;
  await lifeOf();
  const gone = await until(() => gateway.events["disconnect"]?.[0]);

  expect(gone["requestContext"].disconnectStatusCode).toBe(1006);
});

test("sockets.loseDisconnect keeps $disconnect from being delivered", async () => {
  gateway.faults["sockets.loseDisconnect"] = 1;
  const lost = await gateway.connect();
  lost.close();
  await until(() => gateway.connections.size === 0);
  gateway.faults["sockets.loseDisconnect"] = 0;
  const told = await gateway.connect();
  told.close();
  const gone = await until(() => gateway.events["disconnect"]?.[0]);

  expect(gateway.events["disconnect"]).toHaveLength(1);
  const ids = gateway.events["connect"]?.map((event) => event["requestContext"].connectionId);
  expect(gone["requestContext"].connectionId).toBe(ids?.[1]);
});

test.each([
  ["reset", 1006],
  ["close", 1001],
] as const)("all sockets can be ended at once: %s", async (how, code) => {
  const sockets = await Promise.all([1, 2, 3].map(() => gateway.connect()));
  const codes = Promise.all(sockets.map(closeCode));

  expect(gateway.dropSockets("all", how)).toBe(3);
  expect(await codes).toEqual([code, code, code]);
});

test("one socket can be ended, and the others stay", async () => {
  const sockets = await Promise.all([1, 2, 3].map(() => gateway.connect()));
  const ended = Promise.race(sockets.map(closeCode));

  expect(gateway.dropSockets("one", "reset")).toBe(1);
  expect(await ended).toBe(1006);
  expect(sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(2);
});

/** Posts so many messages one after the other; what each answered, and how long all took. */
async function post(count: number): Promise<{ answers: unknown[]; ms: number }> {
  const socket = await gateway.connect();
  const ConnectionId = gateway.events["connect"]?.at(-1)?.["requestContext"].connectionId;
  const client = new ApiGatewayManagementApiClient({
    endpoint: gateway.managementEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const answers: unknown[] = [];
  const began = performance.now();
  for (let sent = 0; sent < count; sent++) {
    const command = new PostToConnectionCommand({ ConnectionId, Data: "x" });
    const answer = client.send(command).then(
      ({ $metadata }) => $metadata.httpStatusCode,
      (thrown: unknown) => thrown,
    );
    answers.push(await answer);
  }
  const ms = performance.now() - began;
  client.destroy();
  socket.terminate();
  return { answers, ms };
}

test("posts.delayMs delays a post by that time", async () => {
  gateway.faults["posts.delayMs"] = 1000;
  const slow = await post(1);
  gateway.faults["posts.delayMs"] = 0;
  const quick = await post(1);

  expect(slow.ms).toBeGreaterThanOrEqual(999);
  expect(slow.answers).toEqual([200]);
  expect(quick.ms).toBeLessThan(999);
});

test("posts.fail answers 500 at its rate", async () => {
  gateway.faults["posts.fail"] = 0.5;
  const { answers } = await post(20);
  gateway.faults["posts.fail"] = 0;
  const after = await post(5);

  const failed = answers.filter((one) => one !== 200);
  expect(failed.length).toBeGreaterThan(3);
  expect(failed.length).toBeLessThan(17);
  expect(failed[0]).toMatchObject({ $metadata: { httpStatusCode: 500 } });
  expect(after.answers).toEqual([200, 200, 200, 200, 200]);
});

test("posts.throttleEvery answers every n-th post with 429", async () => {
  gateway.faults["posts.throttleEvery"] = 3;
  const { answers } = await post(6);
  gateway.faults["posts.throttleEvery"] = 0;
  const after = await post(3);

  const limited = expect.any(LimitExceededException);
  expect(answers).toEqual([200, 200, limited, 200, 200, limited]);
  expect(after.answers).toEqual([200, 200, 200]);
});

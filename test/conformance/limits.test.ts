// The limits that count: connects, requests and what they share, lengths. Each is made small and met exactly.
import {
  ApiGatewayManagementApiClient,
  LimitExceededException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { once } from "node:events";
import { WebSocket } from "ws";
import { afterEach, expect, test } from "vitest";
import type { Limits } from "../../packages/local/src/limits.ts";
import {
  gatewayOver,
  nextText,
  socketFunctions,
  until,
  type Handler,
  type Harness,
} from "./harness.ts";

let gateway: Harness;
afterEach(() => gateway.stop());

const start = async (
  limits: Partial<Limits>,
  handlers: Record<string, Handler> = {},
): Promise<Harness> => {
  const api = { name: "api", http: ["ANY /api/{proxy+}"] };
  gateway = await gatewayOver([...socketFunctions, api], handlers, { limits });
  return gateway;
};

/** The status of a refused handshake; 101 when it was not. */
async function handshake(path: string): Promise<number> {
  const socket = new WebSocket(gateway.siteUrl.replace("http", "ws") + path);
  const opened = once(socket, "open").then(() => 101);
  const refused = once(socket, "unexpected-response").then(([, answer]) => answer.statusCode);
  const status = Number(await Promise.race([opened, refused]));
  socket.on("error", () => undefined).terminate();
  return status;
}

/** Exactly so many requests at once, and none again for a long time. */
const bucketOf = (requests: number): Partial<Limits> => ({
  requestBurst: requests,
  requestsPerSecond: 0.001,
});

test("handshakes beyond the limit per second are refused with 429", async () => {
  await start({ connectsPerSecond: 2 });
  const statuses = await Promise.all(Array.from({ length: 3 }, () => handshake("/ws/chat/key")));

  expect(statuses.filter((status) => status === 101)).toHaveLength(2);
  expect(statuses).toContain(429);
});

test("a path of more than 4,096 characters is refused with 414", async () => {
  await start({});
  const path = "/ws/chat/key?ticket=";

  expect(await handshake(path + "a".repeat(4096 - path.length))).toBe(101);
  expect(await handshake(path + "a".repeat(4097 - path.length))).toBe(414);
});

test("a message beyond the account's rate gets the throttle frame and no function", async () => {
  await start(bucketOf(1));
  const socket = await gateway.connect();
  socket.send("1");
  await until(() => gateway.events["message"]?.[0]);
  socket.send("2");

  expect(await nextText(socket)).toMatch(
    /^\{"message": "Too Many Requests", "connectionId":"[^"]{16}", "requestId":"[^"]{16}"\}$/,
  );
  expect(gateway.events["message"]).toHaveLength(1);
  socket.close();
});

test("requests, messages and posts share one rate", async () => {
  await start(bucketOf(2));
  const socket = await gateway.connect();
  socket.send("1");
  await until(() => gateway.events["message"]?.[0]);
  const passed = await fetch(`${gateway.apiUrl}/api/any`);
  const refused = await fetch(`${gateway.apiUrl}/api/any`);
  const client = new ApiGatewayManagementApiClient({
    endpoint: gateway.managementEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const ConnectionId = gateway.events["connect"]?.[0]?.["requestContext"].connectionId;
  const posted = client.send(new PostToConnectionCommand({ ConnectionId, Data: "x" }));

  await expect(posted).rejects.toBeInstanceOf(LimitExceededException);
  expect([passed.status, refused.status]).toEqual([200, 429]);
  expect(await refused.text()).toBe('{"message":"Too Many Requests"}');
  client.destroy();
  socket.close();
});

test("a function that outlives its HTTP request runs on after the 503", async () => {
  const finishing = Promise.withResolvers<void>();
  let finished = false;
  await start(
    { httpIntegrationMs: 50 },
    {
      api: async () => {
        await finishing.promise;
        finished = true;
      },
    },
  );
  const answer = await fetch(`${gateway.apiUrl}/api/slow`);

  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe('{"message":"Service Unavailable"}');
  expect(finished).toBe(false);
  finishing.resolve();
  await until(() => finished);
});

// The WebSocket API: handshakes, routing, the frames of its own errors, and its limits.
import { once } from "node:events";
import { WebSocket } from "ws";
import { afterEach, expect, test } from "vitest";
import {
  closeCode,
  gatewayOver,
  nextText,
  socketFunctions,
  until,
  type Handler,
  type Harness,
} from "./harness.ts";
import type { Limits } from "../../packages/local/src/limits.ts";

let gateway: Harness;
afterEach(() => gateway.stop());

const start = async (
  handlers: Record<string, Handler> = {},
  limits: Partial<Limits> = {},
): Promise<Harness> => {
  gateway = await gatewayOver(socketFunctions, handlers, { limits });
  return gateway;
};

/** The status with which a handshake is refused. */
async function refusal(path: string): Promise<number> {
  const socket = new WebSocket(gateway.siteUrl.replace("http", "ws") + path);
  const [, response] = await once(socket, "unexpected-response");
  const status = Number(response.statusCode);
  socket.on("error", () => undefined).terminate();
  return status;
}

test.each([401, 403, 500])(
  "$connect answering %i refuses the handshake with it",
  async (status) => {
    await start({ connect: () => ({ statusCode: status }) });

    expect(await refusal("/ws/chat/key")).toBe(status);
    expect(gateway.connections.size).toBe(0);
  },
);

test("$connect that throws refuses the handshake with 502, one too slow with 504", async () => {
  await start(
    {
      connect: (event) => {
        if (event["queryStringParameters"].session_key === "slow")
          return new Promise(() => undefined);
        throw new Error("broken");
      },
    },
    { socketIntegrationMs: 50 },
  );

  expect(await refusal("/ws/chat/key")).toBe(502);
  expect(await refusal("/ws/chat/slow")).toBe(504);
});

test("a path that is no socket's is refused with 404", async () => {
  await start();

  expect(await refusal("/ws/other")).toBe(404);
  expect(await refusal("/ws/chat/a%2Fb")).toBe(404);
  expect(gateway.events["connect"]).toBeUndefined();
});

test("the path decides session key and channel, the client's other parameters stay", async () => {
  await start();
  const socket = await gateway.connect("/ws/chat/abc/switch?ticket=t&session_key=x&channel=y");
  const plain = await gateway.connect("/ws/chat/abc?channel=switch");

  expect(gateway.events["connect"]?.map((event) => event["queryStringParameters"])).toEqual([
    { ticket: "t", session_key: "abc", channel: "switch" },
    { session_key: "abc" },
  ]);
  socket.close();
  plain.close();
});

test("on its own port the API answers without the edge: the query as sent, no headers of the edge", async () => {
  await start();
  const direct = "/$default?session_key=abc&ticket=t";
  expect(await refusal(direct)).toBe(404);
  const socket = new WebSocket(gateway.apiUrl.replace("http", "ws") + direct);
  await once(socket, "open");

  const event = gateway.events["connect"]?.at(-1) ?? {};
  expect(event["queryStringParameters"]).toEqual({ session_key: "abc", ticket: "t" });
  expect(Object.keys(event["headers"]).filter((name) => name.startsWith("x-"))).toEqual([]);
  socket.close();
});

test("the subprotocol that $connect chose is the one agreed on", async () => {
  await start({
    connect: () => ({ statusCode: 200, headers: { "Sec-WebSocket-Protocol": "second" } }),
  });
  const socket = new WebSocket(`${gateway.siteUrl.replace("http", "ws")}/ws/chat/key`, [
    "first",
    "second",
  ]);
  await once(socket, "open");

  expect(socket.protocol).toBe("second");
  socket.close();
});

test.each([
  ['{"type":"restore_chat"}', "restore"],
  ['{"type":"text"}', "message"],
  ['{"type":"$connect"}', "message"],
  ['{"type":"toString"}', "message"],
  ['{"type":["restore_chat"]}', "message"],
  ['{"other":1}', "message"],
  ["[]", "message"],
  ["null", "message"],
  ["not JSON", "message"],
])("%s goes to %s", async (body, name) => {
  await start();
  const socket = await gateway.connect();
  socket.send(body);
  const event = await until(() => gateway.events[name]?.[0]);

  expect(event["body"]).toBe(body);
  expect(event["requestContext"].routeKey).toBe(name === "restore" ? "restore_chat" : "$default");
  socket.close();
});

test("a message without a route gets the Forbidden frame", async () => {
  gateway = await gatewayOver(socketFunctions.filter(({ name }) => name !== "message"));
  const socket = await gateway.connect();
  socket.send("{}");

  expect(await nextText(socket)).toMatch(
    /^\{"message": "Forbidden", "connectionId":"[^"]{16}", "requestId":"[^"]{16}"\}$/,
  );
  socket.close();
});

test("a handler that throws gets the error frame, and the connection stays open", async () => {
  await start({
    message: () => {
      throw new Error("broken");
    },
  });
  const socket = await gateway.connect();
  socket.send("{}");
  const frame = await nextText(socket);
  const { connectionId, requestId } = gateway.events["message"]?.[0]?.["requestContext"] ?? {};

  expect(frame).toBe(
    `{"message": "Internal server error", "connectionId":"${connectionId}", "requestId":"${requestId}"}`,
  );
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.close();
});

test("a handler that takes too long gets the timeout frame and runs on", async () => {
  const finishing = Promise.withResolvers<void>();
  let finished = false;
  await start(
    {
      message: async () => {
        await finishing.promise;
        finished = true;
      },
    },
    { socketIntegrationMs: 50 },
  );
  const socket = await gateway.connect();
  socket.send("{}");
  const frame = await nextText(socket);
  const { connectionId, requestId } = gateway.events["message"]?.[0]?.["requestContext"] ?? {};

  expect(frame).toBe(
    `{"message": "Endpoint request timed out", "connectionId":"${connectionId}", "requestId":"${requestId}"}`,
  );
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect(finished).toBe(false);
  finishing.resolve();
  await until(() => finished);
  socket.close();
});

test("messages of one connection are handled concurrently", async () => {
  const both = Promise.withResolvers<void>();
  let running = 0;
  await start({
    message: () => {
      running += 1;
      if (running === 2) both.resolve();
      return both.promise;
    },
  });
  const socket = await gateway.connect();
  socket.send("1");
  socket.send("2");
  await both.promise;

  expect(running).toBe(2);
  socket.close();
});

test("what a handler returns is not sent to the client", async () => {
  await start({ message: () => ({ statusCode: 200, body: "unsent" }) });
  const socket = await gateway.connect();
  let received = 0;
  socket.on("message", () => (received += 1));
  socket.send("{}");
  await until(() => gateway.events["message"]?.[0]);
  socket.close();
  await closeCode(socket);

  expect(received).toBe(0);
});

test("a binary message closes with 1003", async () => {
  await start();
  const socket = await gateway.connect();
  socket.send(Buffer.from([1]));

  expect(await closeCode(socket)).toBe(1003);
  expect(gateway.events["message"]).toBeUndefined();
});

test("a frame of 32 KB passes and one byte more closes with 1009, undelivered", async () => {
  await start();
  const socket = await gateway.connect();
  socket.send("a".repeat(32_768));
  await until(() => gateway.events["message"]?.[0]);
  socket.send("a".repeat(32_769));

  expect(await closeCode(socket)).toBe(1009);
  expect(gateway.events["message"]).toHaveLength(1);
  const gone = await until(() => gateway.events["disconnect"]?.[0]);
  expect(gone["requestContext"].disconnectStatusCode).toBe(1009);
});

test("a message of 128 KB in fragments passes and a longer one closes with 1009", async () => {
  await start();
  const piece = "a".repeat(32_768);
  const socket = await gateway.connect();
  for (let sent = 1; sent <= 4; sent++) socket.send(piece, { fin: sent === 4 });
  const whole = await until(() => gateway.events["message"]?.[0]);
  for (let sent = 1; sent <= 5; sent++) socket.send(piece, { fin: sent === 5 });

  expect(await closeCode(socket)).toBe(1009);
  expect(whole["body"]).toHaveLength(131_072);
  const gone = await until(() => gateway.events["disconnect"]?.[0]);
  expect(gone["requestContext"].disconnectStatusCode).toBe(1009);
});

test("an idle connection is closed, one in use is not", async () => {
  await start({}, { socketIdleMs: 600 });
  const idle = await gateway.connect();
  const used = await gateway.connect();
  const timer = setInterval(() => used.send("{}"), 50);

  expect(await closeCode(idle)).toBe(1001);
  expect(used.readyState).toBe(WebSocket.OPEN);
  clearInterval(timer);
  expect(await closeCode(used)).toBe(1001);
});

test("a connection in use is closed at the end of its life all the same", async () => {
  await start({}, { socketLifeMs: 300 });
  const socket = await gateway.connect();
  const timer = setInterval(() => socket.send("{}"), 50);

  expect(await closeCode(socket)).toBe(1001);
  clearInterval(timer);
});

test("stopping closes with 1001 and calls $disconnect", async () => {
  await start();
  const socket = await gateway.connect();
  const code = closeCode(socket);
  await gateway.stop();

  expect(await code).toBe(1001);
  expect(gateway.events["disconnect"]).toHaveLength(1);
});

test("stopping does not wait for a $connect that hangs", async () => {
  await start({ connect: () => new Promise(() => undefined) }, { stopGraceMs: 50 });
  const socket = new WebSocket(`${gateway.siteUrl.replace("http", "ws")}/ws/chat/key`);
  const failed = once(socket, "error");
  await until(() => gateway.events["connect"]?.[0]);
  await gateway.stop();

  await expect(failed).resolves.toBeDefined();
});

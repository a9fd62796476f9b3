// The events of the local gateway have the keys of AWS's own published examples: no more, no fewer.
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayOver, nextText, socketFunctions, until, type Harness } from "./harness.ts";

let gateway: Harness;

beforeAll(async () => {
  gateway = await gatewayOver([...socketFunctions, { name: "api", http: ["ANY /api/{proxy+}"] }]);
});
afterAll(() => gateway.stop());

const keys = (value: object): string[] => Object.keys(value).toSorted();

const socketContext = [
  "apiId",
  "connectedAt",
  "connectionId",
  "domainName",
  "eventType",
  "extendedRequestId",
  "identity",
  "messageDirection",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "routeKey",
  "stage",
];

test("CONNECT carries headers in their own case, the query, and no body", async () => {
  const socket = await gateway.connect("/ws/chat/abc?ticket=t1", {
    headers: { "User-Agent": "probe", Cookie: "a=b" },
  });
  const event = gateway.events["connect"]?.at(-1) ?? {};
  socket.close();

  expect(keys(event)).toEqual([
    "headers",
    "isBase64Encoded",
    "multiValueHeaders",
    "multiValueQueryStringParameters",
    "queryStringParameters",
    "requestContext",
  ]);
  expect(keys(event["headers"])).toEqual([
    "Cookie",
    "Host",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "User-Agent",
    "X-Amzn-Trace-Id",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
    "x-stage-secret",
    "x-viewer-address",
  ]);
  expect(keys(event["multiValueHeaders"])).toEqual(keys(event["headers"]));
  expect(keys(event["requestContext"])).toEqual(socketContext);
  expect(event["requestContext"]).toMatchObject({
    routeKey: "$connect",
    eventType: "CONNECT",
    messageDirection: "IN",
    identity: { sourceIp: "127.0.0.1", userAgent: "probe" },
  });
  expect(event["requestContext"].requestId).toBe(event["requestContext"].extendedRequestId);
  expect(event["requestContext"].requestTime).toMatch(
    /^\d\d\/[A-Z][a-z]{2}\/\d{4}(:\d\d){3} \+0000$/,
  );
  expect(event["requestContext"].connectionId).toMatch(/^[\w+/]{15}=$/);
  expect(event["requestContext"].domainName).toBe("localhost");
});

test("CONNECT leaves out the user agent that the client did not send", async () => {
  const port = Number(new URL(gateway.apiUrl).port);
  const raw = connect(port, "127.0.0.1");
  raw.write(
    "GET /ws/chat/raw HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  const [answer] = await once(raw, "data");
  raw.destroy();

  expect(String(answer)).toMatch(/^HTTP\/1.1 101 /);
  expect(gateway.events["connect"]?.at(-1)?.["requestContext"].identity).toEqual({
    sourceIp: "127.0.0.1",
  });
});

test("MESSAGE carries neither headers nor query", async () => {
  const socket = await gateway.connect();
  socket.send('{"type":"restore_chat"}');
  const event = await until(() => gateway.events["restore"]?.at(-1));
  socket.close();

  expect(keys(event)).toEqual(["body", "isBase64Encoded", "requestContext"]);
  expect(keys(event["requestContext"])).toEqual([...socketContext, "messageId"].toSorted());
  expect(event["requestContext"].routeKey).toBe("restore_chat");
  expect(event["body"]).toBe('{"type":"restore_chat"}');
});

test.each<[string, [code?: number, reason?: string], object]>([
  ["a code and a reason", [4001, "bye"], { disconnectStatusCode: 4001, disconnectReason: "bye" }],
  ["a code alone", [1000], { disconnectStatusCode: 1000, disconnectReason: "" }],
  [
    "neither",
    [],
    {
      disconnectStatusCode: 1005,
      disconnectReason: "Client-side close frame status not set",
    },
  ],
])("DISCONNECT of a close with %s has its code and reason", async (_name, close, expected) => {
  const socket = await gateway.connect();
  const before = gateway.events["disconnect"]?.length ?? 0;
  socket.close(...close);
  const event = await until(() => gateway.events["disconnect"]?.[before]);

  expect(keys(event)).toEqual([
    "headers",
    "isBase64Encoded",
    "multiValueHeaders",
    "requestContext",
  ]);
  expect(event["headers"]).toEqual({
    Host: "localhost",
    "x-api-key": "",
    "X-Forwarded-For": "",
    "x-restapi": "",
  });
  expect(keys(event["requestContext"])).toEqual(
    [...socketContext, "disconnectReason", "disconnectStatusCode"].toSorted(),
  );
  expect(event["requestContext"]).toMatchObject(expected);
});

test("an HTTP event has what was sent and nothing that was not", async () => {
  await fetch(`${gateway.apiUrl}/api/plain`);
  const plain = gateway.events["api"]?.at(-1) ?? {};
  await fetch(`${gateway.apiUrl}/api/a%20b/c?x=1&x=2&y=%20`, {
    method: "POST",
    headers: { cookie: "a=b; c=d", "x-more": "1" },
    body: "{}",
  });
  const full = gateway.events["api"]?.at(-1) ?? {};

  expect(keys(plain)).toEqual([
    "headers",
    "isBase64Encoded",
    "pathParameters",
    "rawPath",
    "rawQueryString",
    "requestContext",
    "routeKey",
    "version",
  ]);
  expect(keys(full)).toEqual([
    "body",
    "cookies",
    "headers",
    "isBase64Encoded",
    "pathParameters",
    "queryStringParameters",
    "rawPath",
    "rawQueryString",
    "requestContext",
    "routeKey",
    "version",
  ]);
  expect(keys(full["requestContext"])).toEqual([
    "accountId",
    "apiId",
    "domainName",
    "domainPrefix",
    "http",
    "requestId",
    "routeKey",
    "stage",
    "time",
    "timeEpoch",
  ]);
  expect(keys(full["requestContext"].http)).toEqual([
    "method",
    "path",
    "protocol",
    "sourceIp",
    "userAgent",
  ]);
  expect(full).toMatchObject({
    version: "2.0",
    routeKey: "ANY /api/{proxy+}",
    rawPath: "/api/a%20b/c",
    rawQueryString: "x=1&x=2&y=%20",
    cookies: ["a=b", "c=d"],
    queryStringParameters: { x: "1,2", y: " " },
    pathParameters: { proxy: "a b/c" },
  });
  expect(full["headers"]).not.toHaveProperty("cookie");
});

test("a text message posted by a function reaches the client as it is", async () => {
  const socket = await gateway.connect();
  const id = gateway.events["connect"]?.at(-1)?.["requestContext"].connectionId;
  const text = nextText(socket);
  const answer = await fetch(
    `${gateway.managementEndpoint}/@connections/${encodeURIComponent(id)}`,
    {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=x", "x-amz-date": "x" },
      body: "Привет",
    },
  );

  expect(answer.status).toBe(200);
  expect(await text).toBe("Привет");
  socket.close();
});

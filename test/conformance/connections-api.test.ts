// `@connections` through the real AWS client: its typed exceptions are the proof.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  ForbiddenException,
  GetConnectionCommand,
  GoneException,
  LimitExceededException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebSocket } from "ws";
import {
  closeCode,
  gatewayOver,
  nextText,
  socketFunctions,
  until,
  type Harness,
} from "./harness.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
let gateway: Harness;
let client: ApiGatewayManagementApiClient;
let socket: WebSocket;
let ConnectionId: string;
let duringConnect: Promise<unknown> | undefined;

beforeEach(async () => {
  gateway = await gatewayOver(
    socketFunctions,
    {
      connect: async (event) => {
        const id: string = event["requestContext"].connectionId;
        duringConnect = post("early", id).catch((thrown: unknown) => thrown);
        await duringConnect;
      },
    },
    { limits: { postBufferBytes: 1000 } },
  );
  const endpoint = gateway.managementEndpoint;
  client = new ApiGatewayManagementApiClient({
    endpoint,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  socket = await gateway.connect("/ws/chat/key", { headers: { "User-Agent": "probe" } });
  ConnectionId = gateway.events["connect"]?.[0]?.["requestContext"].connectionId;
});

afterEach(async () => {
  client.destroy();
  await gateway.stop();
});

const post = (data: string, id = ConnectionId): Promise<unknown> =>
  client.send(new PostToConnectionCommand({ ConnectionId: id, Data: data }));

test("a post is received", async () => {
  const text = nextText(socket);
  await post("Привет");

  expect(await text).toBe("Привет");
});

test("a post during $connect answers 410", async () => {
  expect(await duringConnect).toBeInstanceOf(GoneException);
});

test("a post to an unknown connection answers 410", async () => {
  await expect(post("x", "AAAAAAAAAAAAAAA=")).rejects.toBeInstanceOf(GoneException);
});

test("a post answers 410 as soon as the client's close was seen", async () => {
  socket.close();
  const answered = await until(() =>
    post("x").then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );

  expect(answered).toBeInstanceOf(GoneException);
});

test("a post of 128 KB passes and one byte more answers 413", async () => {
  const text = nextText(socket);
  await post("a".repeat(131_072));

  expect(await text).toHaveLength(131_072);
  await expect(post("a".repeat(131_073))).rejects.toBeInstanceOf(PayloadTooLargeException);
});

test("a post to a client that does not read answers 429 once its buffer is full", async () => {
  socket.pause();
  const answered = await until(() =>
    post("a".repeat(131_072)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );

  expect(answered).toBeInstanceOf(LimitExceededException);
  socket.terminate();
});

test("an unsigned call answers 403", async () => {
  const path = `/@connections/${encodeURIComponent(ConnectionId)}`;
  const answer = await fetch(gateway.managementEndpoint + path, { method: "POST", body: "x" });

  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-errortype")).toBe("ForbiddenException");
});

test("a wrong stage answers 403", async () => {
  const endpoint = gateway.managementEndpoint.replace(/local$/, "other");
  const wrong = new ApiGatewayManagementApiClient({ endpoint, region: "us-east-1", credentials });
  const answered = wrong.send(new GetConnectionCommand({ ConnectionId }));

  await expect(answered).rejects.toBeInstanceOf(ForbiddenException);
  wrong.destroy();
});

test("GET answers with the address, the user agent and the times of a connection", async () => {
  const found = await client.send(new GetConnectionCommand({ ConnectionId }));

  expect(found.ConnectedAt).toBeInstanceOf(Date);
  expect(found.LastActiveAt).toBeInstanceOf(Date);
  expect(found.Identity).toEqual({ SourceIp: "127.0.0.1", UserAgent: "probe" });
});

test("DELETE closes the connection, and $disconnect is called", async () => {
  const code = closeCode(socket);
  const answer = await client.send(new DeleteConnectionCommand({ ConnectionId }));

  expect(answer.$metadata.httpStatusCode).toBe(204);
  expect(await code).toBe(1000);
  await until(() => gateway.events["disconnect"]?.[0]);
});

test("a client that does not read does not delay another client", async () => {
  const other = await gateway.connect();
  const otherId = gateway.events["connect"]?.[1]?.["requestContext"].connectionId;
  socket.pause();
  await until(() =>
    post("a".repeat(131_072)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );
  const text = nextText(other);
  await post("still there", otherId);

  expect(await text).toBe("still there");
  await expect(post("x")).rejects.toBeInstanceOf(LimitExceededException);
  socket.terminate();
});

// The HTTP API: what reaches a function, what comes back, and where the API itself answers.
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayOver, type Event, type Harness } from "./harness.ts";

let gateway: Harness;

const answers: Record<string, unknown> = {
  "/api/json": { any: ["value"] },
  "/api/cookies": {
    statusCode: 201,
    cookies: ["a=1; Path=/", "b=2; HttpOnly"],
    headers: { "X-Own": "yes" },
    body: "made",
  },
  "/api/binary": {
    statusCode: 200,
    headers: { "content-type": "image/png" },
    body: Buffer.from([0, 255, 128]).toString("base64"),
    isBase64Encoded: true,
  },
  "/api/empty": { statusCode: 204 },
  "/api/wrong": { statusCode: "many" },
};

beforeAll(async () => {
  gateway = await gatewayOver(
    [
      { name: "api", http: ["ANY /api/{proxy+}"] },
      { name: "exact", http: ["GET /api/health"] },
    ],
    {
      api: (event) => {
        if (event["rawPath"] === "/api/throw") throw new Error("secret detail");
        if (event["rawPath"] === "/api/slow") return new Promise(() => undefined);
        return answers[event["rawPath"]] ?? { statusCode: 200, body: JSON.stringify(event) };
      },
    },
    { limits: { httpIntegrationMs: 1000 } },
  );
});
afterAll(() => gateway.stop());

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(gateway.apiUrl + path, init);

/** The event that the function was given and sent back. */
const eventOf = async (answer: Response): Promise<Event> => JSON.parse(await answer.text());

test("a returned value without a status is the JSON body of a 200", async () => {
  const answer = await get("/api/json");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(await answer.json()).toEqual({ any: ["value"] });
});

test("status, headers, cookies and body come back as returned", async () => {
  const answer = await get("/api/cookies");

  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; HttpOnly"]);
  expect(answer.headers.get("x-own")).toBe("yes");
  expect(await answer.text()).toBe("made");
});

test("a base64 body comes back as bytes", async () => {
  const answer = await get("/api/binary");

  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255, 128]));
});

test("a 204 has neither body nor length", async () => {
  const answer = await get("/api/empty");

  expect(answer.status).toBe(204);
  expect(answer.headers.get("content-length")).toBeNull();
});

test.each([
  ["text", "text/plain", "Привет", false],
  ["JSON", "application/json", "{}", false],
  ["a JSON dialect", "application/problem+json; charset=utf-8", "{}", false],
  ["text that is not UTF-8", "text/plain", new Uint8Array([0xff, 0xfe]), true],
  ["a form", "application/x-www-form-urlencoded", "a=b", true],
  ["bytes", "application/octet-stream", "a", true],
] as const)("%s is passed with isBase64Encoded as on AWS", async (_name, type, body, base64) => {
  const answer = await get("/api/echo", {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  const event = await eventOf(answer);

  expect(event["isBase64Encoded"]).toBe(base64);
  expect(Buffer.from(event["body"], base64 ? "base64" : "utf8")).toEqual(Buffer.from(body));
});

test.each([
  ["a function that throws", "/api/throw", 500, "Internal Server Error"],
  ["a result that is no response", "/api/wrong", 500, "Internal Server Error"],
  ["a function that takes too long", "/api/slow", 503, "Service Unavailable"],
  ["a path without a route", "/nowhere", 404, "Not Found"],
])("%s is answered by the API itself", async (_name, path, status, message) => {
  const answer = await get(path);

  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe(JSON.stringify({ message }));
});

test("an exact route goes before a greedy one", async () => {
  await get("/api/health");
  await get("/api/health", { method: "POST" });

  expect(gateway.events["exact"]).toHaveLength(1);
  expect(gateway.events["api"]?.at(-1)?.["requestContext"].http.method).toBe("POST");
});

test("a body of 10 MB passes and one byte more is refused with 413", async () => {
  const largest = Buffer.alloc(10 * 1024 * 1024, "a");
  const passed = await get("/api/json", { method: "POST", body: largest });
  const refused = await get("/api/json", {
    method: "POST",
    body: Buffer.concat([largest, Buffer.from("a")]),
  });

  expect(passed.status).toBe(200);
  expect(refused.status).toBe(413);
});

test("headers beyond 10,240 bytes are refused with 431", async () => {
  const status = await new Promise<number | undefined>((resolve) => {
    const sent = request(`${gateway.apiUrl}/api/json`, {
      headers: { "x-long": "a".repeat(10_240) },
    });
    sent.on("response", (response) => resolve(response.resume().statusCode));
    sent.end();
  });

  expect(status).toBe(431);
});

test("only the edge sets the edge's headers", async () => {
  const answer = await get("/api/echo", {
    headers: { "X-Edge-Secret": "guessed", "X-Viewer-Address": "1.2.3.4" },
  });
  const event = await eventOf(answer);

  expect(event["headers"]["x-stage-secret"]).toBe("edge");
  expect(event["headers"]["x-viewer-address"]).toBe("127.0.0.1");
});

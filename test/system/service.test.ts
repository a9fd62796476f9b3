// The service about itself, paths and methods nobody answers, and who may call from a browser.
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { describe, expect, test } from "vitest";
import { anonymous, browser, guest } from "../support/client.ts";
import { assertError } from "../support/http.ts";
import { allowedOrigin } from "../support/stack.ts";

const rows = Object.values<Route>(routes);
const paths = Map.groupBy(rows, ({ path }) => path);
const foreignOrigin = "http://foreign.example";
const concrete = (path: string): string => path.replace(/:\w+/g, crypto.randomUUID());

test("the service says what it is and where its documentation is", async () => {
  const { target } = anonymous();
  expect(await anonymous().ok("describeService")).toEqual({
    message: "AI Learning Platform API",
    version: "1.0.0",
    docs: `${target.siteUrl}/api/docs`,
    openapi: `${target.siteUrl}/api/openapi.json`,
    asyncapi: `${target.siteUrl}/api/asyncapi.json`,
    frontend: target.siteUrl,
  });
});

test("the service is healthy, and says nothing more", async () => {
  expect(await anonymous().ok("health")).toEqual({
    status: "healthy",
    service: "ai-learning-platform",
  });
});

test("the same API answers at the site's address and at its own", async () => {
  const client = await guest();
  const { siteUrl, apiUrl } = client.target;
  expect(apiUrl).not.toBe(siteUrl);
  const there = client.with({ target: { ...client.target, siteUrl: apiUrl } });
  expect(await there.ok("me")).toEqual(client.user);
});

describe("an unknown path or method", () => {
  test.each([
    ["GET", "/api/nothing"],
    ["GET", "/api/tracks/a/b/c"],
    ["POST", "/api/auth/nothing"],
    ["GET", "/api/chat"],
    ["DELETE", "/api/ai/nothing"],
  ])("%s %s is no route", async (method, path) => {
    const answer = await anonymous().request(method, path);
    assertError(answer, path);
    expect(answer.body.code).toBe("route_not_found");
  });

  test.each([...paths.keys()])("%s refuses methods it does not have", async (path) => {
    const own = new Set(paths.get(path)?.map(({ method }) => method));
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"] as const) {
      if (method !== "PATCH" && own.has(method)) continue;
      const answer = await anonymous().request(method, concrete(path));
      assertError(answer, path);
      expect(answer.body.code).toBe("method_not_allowed");
      expect(answer.headers.get("allow")).toBe([...own, "OPTIONS"].join(", "));
    }
  });
});

describe("pages of other origins", () => {
  test.each([...paths.keys()])("%s answers a preflight of an allowed origin", async (path) => {
    const answer = await anonymous().request("OPTIONS", concrete(path), {
      headers: { origin: allowedOrigin, "access-control-request-method": "GET" },
    });
    expect(answer.status).toBe(204);
    const allowed = Object.fromEntries(answer.headers);
    expect(allowed).toMatchObject({
      "access-control-allow-origin": allowedOrigin,
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": expect.stringMatching(/Authorization.*Content-Type/),
    });
    for (const { method } of paths.get(path) ?? []) {
      expect(allowed["access-control-allow-methods"]).toContain(method);
    }
  });

  test("of an allowed origin may read answers, also errors", async () => {
    const headers = { origin: allowedOrigin };
    for (const answer of [
      await anonymous().send("health", { headers }),
      await anonymous().send("me", { headers }),
      await anonymous().request("GET", "/api/nothing", { headers }),
    ]) {
      expect(answer.headers.get("access-control-allow-origin")).toBe(allowedOrigin);
      expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
      expect(answer.headers.get("vary")).toContain("Origin");
    }
  });

  test.each([
    [foreignOrigin],
    ["null"],
    [`${allowedOrigin}.evil.example`],
    [allowedOrigin.replace("http", "https")],
    [`${allowedOrigin}:8080`],
  ])("of %s may not read answers", async (origin) => {
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await anonymous().request(method, "/api/health", { headers: { origin } });
      const names = [...answer.headers.keys()];
      expect(names.filter((name) => name === "access-control-allow-origin")).toEqual([]);
      expect(names.filter((name) => name === "access-control-allow-credentials")).toEqual([]);
    }
  });

  test("of a foreign origin get nothing for a browser's cookies", async () => {
    const client = await browser();
    await client.refused("not_signed_in", "me", { headers: { origin: foreignOrigin } });
    expect(await client.ok("me", { headers: { origin: allowedOrigin } })).toEqual(client.user);
    const own = { origin: client.target.siteUrl };
    expect(await client.ok("me", { headers: own })).toEqual(client.user);
  });
});

test("headers only the edge may set are not believed from a client", async () => {
  const client = await browser();
  const headers = { "x-stage-secret": "guess", "x-viewer-address": "1.2.3.4" };
  expect(await client.ok("me", { headers })).toEqual(client.user);
});

import { expect, test } from "vitest";
import { compileRoutes } from "./http-routes.ts";

const route = compileRoutes([
  { name: "service", http: ["ANY /api", "GET /api/health", "$default"] },
  { name: "tracks", http: ["ANY /api/tracks", "ANY /api/tracks/{proxy+}"] },
  { name: "track", http: ["GET /api/tracks/{id}", "GET /api/tracks/{id}/plan"] },
  { name: "reader", http: ["GET /api/notes/{proxy+}"] },
  { name: "writer", http: ["ANY /api/notes/{proxy+}"] },
  { name: "rest" },
]);

test.each([
  ["GET", "/api", "service", "ANY /api"],
  ["GET", "/api/health", "service", "GET /api/health"],
  ["POST", "/api/health", "service", "$default"],
  ["GET", "/api/tracks", "tracks", "ANY /api/tracks"],
  ["GET", "/api/tracks/7", "track", "GET /api/tracks/{id}"],
  ["PUT", "/api/tracks/7", "tracks", "ANY /api/tracks/{proxy+}"],
  ["GET", "/api/tracks/7/plan", "track", "GET /api/tracks/{id}/plan"],
  ["GET", "/api/tracks/7/other", "tracks", "ANY /api/tracks/{proxy+}"],
  ["GET", "/api/notes/1", "reader", "GET /api/notes/{proxy+}"],
  ["POST", "/api/notes/1", "writer", "ANY /api/notes/{proxy+}"],
  ["GET", "/api/tracks/", "service", "$default"],
  ["GET", "/other", "service", "$default"],
])("%s %s meets the most specific route", (method, path, functionName, routeKey) => {
  expect(route(method, path)).toMatchObject({ functionName, routeKey });
});

test("variables are decoded and absent where the route has none", () => {
  expect(route("PUT", "/api/tracks/a%20b/c")?.pathParameters).toEqual({ proxy: "a b/c" });
  expect(route("GET", "/api")).not.toHaveProperty("pathParameters");
});

test("without a default a stray request meets nothing", () => {
  expect(compileRoutes([{ name: "one", http: ["GET /one"] }])("GET", "/two")).toBeUndefined();
});

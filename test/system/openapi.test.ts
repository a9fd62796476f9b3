// The contract as a document: valid, and covering every row.
import { errorCodes, errorStatus } from "@ai-learning/protocol/error";
import { routes } from "@ai-learning/protocol/http";
import type { Route } from "@ai-learning/protocol/route";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../support/client.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content: object }>;
  readonly security?: readonly object[];
}

interface Document {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: object };
}

const rows = Object.entries<Route>(routes);
let text: string;
let document: Document;

beforeAll(async () => {
  const response = await fetch(new URL("/api/openapi.json", anonymous().target.siteUrl));
  text = await response.text();
  document = JSON.parse(text);
});

test("the document is OpenAPI 3.1 with a title and a version", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: "AI Learning Platform", version: "1.0.0" });
});

test("the document covers every row of the contract and nothing else", () => {
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const wanted = rows.map(([, { method, path }]) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(listed.toSorted()).toEqual(wanted.toSorted());
});

test("every operation has a name of its own", () => {
  const ids = Object.values(document.paths).flatMap((one) =>
    Object.values(one).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("every reference in the document leads somewhere", () => {
  for (const [, pointer = ""] of text.matchAll(/"\$ref":"#([^"]*)"/g)) {
    let found: unknown = document;
    for (const part of pointer.split("/").slice(1)) {
      found = (found as Record<string, unknown>)[part];
    }
    expect({ pointer, found }).toEqual({ pointer, found: expect.any(Object) });
  }
});

describe.each(rows)("%s", (name, row) => {
  const operation = (): Operation => {
    const found = document.paths[row.path.replace(/:(\w+)/g, "{$1}")]?.[row.method.toLowerCase()];
    expect(found).toBeDefined();
    return found as Operation;
  };

  test("is described with its parameters and its body", () => {
    const { operationId, summary, tags, parameters, requestBody } = operation();
    expect({ operationId, summary, tags }).toEqual({
      operationId: name,
      summary: row.summary,
      tags: [row.tag],
    });
    const inPath = [...row.path.matchAll(/:(\w+)/g)].map(([, one]) => one);
    const described = parameters.filter((one) => one.in === "path");
    expect(described.map((one) => one.name)).toEqual(inPath);
    expect(described.every(({ required }) => required)).toBe(true);
    const query = parameters.filter((one) => one.in === "query").map((one) => one.name);
    expect(query).toEqual(Object.keys(row.query?.shape ?? {}));
    expect(requestBody !== undefined).toBe(row.body !== undefined);
    if (requestBody === undefined) return;
    expect(requestBody.required).toBe(row.bodyOptional !== true);
    expect(requestBody.content["application/json"]?.schema).toMatchObject({ type: "object" });
  });

  test("lists every status it may answer, with its codes", () => {
    const { responses } = operation();
    expect(responses["200"]?.content).toBeDefined();
    expect("202" in responses).toBe(row.accepted !== undefined);
    for (const code of row.errors) {
      expect(responses[String(errorStatus[code])]?.description).toContain(code);
    }
  });

  test("says whether it needs a sign-in", () => {
    const { security = [], responses } = operation();
    const mustSignIn = row.auth === "required" || row.auth === "claims";
    expect(security.length > 0 && security.every((one) => Object.keys(one).length > 0)).toBe(
      mustSignIn,
    );
    expect("401" in responses).toBe(
      mustSignIn || row.auth === "guest" || row.errors.some((code) => errorStatus[code] === 401),
    );
  });
});

test("every error code has its status", () => {
  expect(errorCodes.every((code) => errorStatus[code] >= 400)).toBe(true);
});

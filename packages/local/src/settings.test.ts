import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { repositoryRoot } from "./paths.ts";
import { databaseUrlOf, readDatabaseUrl, readSettings } from "./settings.ts";
import { StartError } from "./start-error.ts";

test("nothing set gives a runner that needs nothing", () => {
  expect(readSettings({})).toMatchObject({
    sitePort: 3000,
    apiPort: 8000,
    host: undefined,
    dataDir: join(repositoryRoot, ".data"),
    database: undefined,
    model: undefined,
    secretKey: undefined,
    sealingKey: undefined,
  });
});

test("an unedited .env gives the same", () => {
  const example = parseEnv(readFileSync(join(repositoryRoot, ".env.example"), "utf8"));

  expect(readSettings(example)).toEqual({
    ...readSettings({}),
    passed: {
      ACCESS_TOKEN_EXPIRE_MINUTES: "30",
      ALGORITHM: "HS256",
      ALLOW_PRIVATE_MODEL_HOSTS: "false",
      DEBUG: "false",
    },
  });
});

test.each(["your-openai-api-key-here", "sk-your-key", "<key>", "sk-...", "  "])(
  "%j is no key",
  (key) => {
    expect(readSettings({ DEFAULT_OPENAI_API_KEY: key }).model).toBeUndefined();
  },
);

test("a key brings the model named, or the default one", () => {
  expect(readSettings({ DEFAULT_OPENAI_API_KEY: "sk-abc" }).model).toEqual({
    key: "sk-abc",
    model: "gpt-4o-mini",
    baseUrl: "https://api.openai.com/v1",
  });
  expect(
    readSettings({
      DEFAULT_OPENAI_API_KEY: "ollama",
      DEFAULT_OPENAI_MODEL: "llama3",
      DEFAULT_OPENAI_BASE_URL: "http://localhost:11434/v1/",
    }).model,
  ).toEqual({ key: "ollama", model: "llama3", baseUrl: "http://localhost:11434/v1" });
});

test.each([
  ["postgresql://u:p@h/d", { host: "h", port: 5432, ssl: false }],
  ["postgres://u:p%40x@h:6000/d?sslmode=require", { port: 6000, password: "p@x", ssl: true }],
  ["postgresql+asyncpg://u:p@h/d?sslmode=disable", { database: "d", ssl: false }],
  ["postgresql://u:p@[::1]:5432/d", { host: "::1" }],
])("%s is understood", (url, expected) => {
  const address = readDatabaseUrl(url);

  expect(address).toMatchObject(expected);
  expect(readDatabaseUrl(databaseUrlOf(address))).toEqual(address);
});

test.each([
  [{ PORT: "abc" }, "PORT"],
  [{ API_PORT: "70000" }, "API_PORT"],
  [{ DATABASE_URL: "mysql://u:p@h/d" }, "DATABASE_URL"],
  [{ DATABASE_URL: "postgresql://h" }, "DATABASE_URL"],
  [{ DEFAULT_OPENAI_BASE_URL: "api.openai.com" }, "DEFAULT_OPENAI_BASE_URL"],
  [{ ACCESS_TOKEN_EXPIRE_MINUTES: "soon" }, "ACCESS_TOKEN_EXPIRE_MINUTES"],
  [{ ALGORITHM: "none" }, "ALGORITHM"],
  [{ DEBUG: "maybe" }, "DEBUG"],
  [{ AWS_ENDPOINT_URL_SQS: "https://sqs.us-east-1.amazonaws.com" }, "AWS_ENDPOINT_URL_SQS"],
])("%j is refused by name", (environment, name) => {
  expect(() => readSettings(environment)).toThrow(StartError);
  expect(() => readSettings(environment)).toThrow(name);
});

test("only listed variables are passed on, empty ones are not", () => {
  const { passed } = readSettings({ ALGORITHM: "HS512", CORS_ORIGINS: "", HOME: "/root" });

  expect(passed).toEqual({ ALGORITHM: "HS512" });
});

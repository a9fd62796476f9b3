// Greeting a model: whose key goes where, and which addresses are never called.
import type { ErrorCode } from "@ai-learning/protocol/error";
import { describe, expect, test } from "vitest";
import { anonymous } from "../support/client.ts";
import { database } from "../support/database.ts";
import { listen } from "../support/listener.ts";
import { modelKey } from "../support/script.ts";

const refused = (code: ErrorCode, body: unknown) =>
  anonymous().refused(code, "testConnection", { body });

describe("the server's own model", () => {
  test.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["nulls", { api_key: null, base_url: null, model_name: null }],
    ["blanks", { api_key: " ", base_url: "", model_name: "\t" }],
  ])("is greeted when %s is sent", async (_, body) => {
    const answer = await anonymous().ok("testConnection", body === undefined ? {} : { body });
    expect(answer).toMatchObject({ success: true, model_used: "scripted-model", error: null });
    expect(answer.tokens_used).toBeGreaterThan(0);
  });

  test("is greeted in the caller's language", async () => {
    const headers = { "accept-language": "ru" };
    const { message } = await anonymous().ok("testConnection", { headers });
    expect(message).toBe("Подключение к AI успешно!");
  });

  test("may be named by its URL with or without a trailing slash", async () => {
    const { base_url } = await anonymous().ok("defaultConfig");
    for (const url of [base_url, `${base_url}/`]) {
      const answer = await anonymous().ok("testConnection", { body: { base_url: url } });
      expect(answer.model_used).toBe("scripted-model");
    }
  });

  test("is the only model that the server's key pays for", async () => {
    const body = { model_name: "most-expensive-model" };
    const answer = await anonymous().ok("testConnection", { body });
    expect(answer.model_used).toBe("scripted-model");
  });

  test("receives the caller's key unchanged and refuses a wrong one", async () => {
    const { base_url } = await anonymous().ok("defaultConfig");
    const error = await refused("model_rejected", { api_key: "sk-wrong", base_url });
    expect(error.detail).not.toContain("wrong key");
    const body = { api_key: modelKey, base_url, model_name: "another" };
    expect((await anonymous().ok("testConnection", { body })).model_used).toBe("another");
  });
});

describe("the server's key", () => {
  test("never goes to another address", async () => {
    const listener = await listen();
    const others = [
      listener.url,
      listener.url.replace("http:", "https:"),
      "https://example.com/v1",
    ];
    for (const base_url of others) await refused("invalid_request", { base_url });
    expect(listener.requests).toEqual([]);
  });

  test("never goes to an address that merely starts like the server's own", async () => {
    const { base_url } = await anonymous().ok("defaultConfig");
    for (const other of [`${base_url}x`, base_url.replace("127.0.0.1", "127.0.0.1.example")]) {
      await refused("invalid_request", { base_url: other });
    }
    await refused("invalid_request", { base_url: base_url.replace("//", "//evil@") });
  });
});

describe("a caller's own address", () => {
  test.each([
    ["plain http", "http://example.com/v1"],
    ["loopback", "https://127.0.0.1/v1"],
    ["loopback by number", "https://2130706433/v1"],
    ["loopback in octal", "https://0177.0.0.1/v1"],
    ["loopback in IPv6", "https://[::1]/v1"],
    ["loopback mapped into IPv6", "https://[::ffff:127.0.0.1]/v1"],
    ["loopback by name", "https://localhost/v1"],
    ["any address", "https://0.0.0.0/v1"],
    ["a private network", "https://10.0.0.1/v1"],
    ["another private network", "https://192.168.1.1/v1"],
    ["the metadata service", "https://169.254.169.254/latest"],
    ["a unique local address", "https://[fd00::1]/v1"],
    ["carrier-grade NAT", "https://100.64.0.1/v1"],
    ["a user name", "https://user:secret@example.com/v1"],
    ["a file", "file:///etc/passwd"],
    ["no URL", "example.com"],
  ])("is refused when it is %s", async (_, base_url) => {
    await refused("url_not_allowed", { api_key: "sk-own", base_url });
  });

  test("on this machine is not called, directly or by a redirect", async () => {
    const behind = await listen();
    const redirecting = await listen(behind.url);
    for (const { url } of [behind, redirecting]) {
      await refused("url_not_allowed", { api_key: "sk-own", base_url: url });
    }
    expect([...behind.requests, ...redirecting.requests]).toEqual([]);
  });

  test("is refused at 501 characters", async () => {
    const base_url = `https://example.com/${"x".repeat(481)}`;
    await refused("invalid_request", { api_key: "sk-own", base_url });
  });
});

test("every greeting leaves a closed ledger row that belongs to nobody", async () => {
  const model_name = `model-${crypto.randomUUID()}`;
  await refused("model_rejected", { api_key: "sk-wrong", model_name });
  const rows = await database()`
    select kind, user_id, outcome, error_code, closed_at is not null as closed
    from ai_calls where model = ${model_name}`;
  expect([...rows]).toEqual([
    {
      kind: "connection_test",
      user_id: null,
      outcome: "failed",
      error_code: "model_rejected",
      closed: true,
    },
  ]);
});

// The main modes through the running stack: as the service's model, chosen by a chat, and as a user's own.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous, guest, type Client } from "../support/client.ts";
import { finalize, historyOf, planned, say, track } from "../support/learning.ts";
import { modelKey } from "../support/script.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { targetOf, type Target } from "../support/target.ts";
import { modelOf } from "./mode.ts";
import { modes, startModelServer, type ModelServer } from "./server.ts";

let server: ModelServer;
let stack: TestStack;
let target: Target;

beforeAll(async () => {
  server = await startModelServer();
  stack = await startTestStack(server.url, {
    env: {
      ALLOW_PRIVATE_MODEL_HOSTS: "1",
      DEFAULT_OPENAI_MODEL: "fine",
      SERVER_MODELS: modes.map(modelOf).join(","),
    },
  });
  target = targetOf(stack, server.url);
}, 120_000);

afterAll(async () => {
  await stack.stop();
  await server.stop();
});

const settingsOf = (mode: string) => ({
  model_name: modelOf({ name: mode }),
  base_url: `${server.url}/own/v1`,
  api_key: "sk-own-0123456789",
});

/** Somebody whose own model has a mode. */
async function owner(mode: string): Promise<Client> {
  const client = await guest({ target });
  await client.ok("setUserConfig", { body: settingsOf(mode) });
  return client;
}

describe("a server that demands alternation", () => {
  test("takes a welcome, five messages and a finalisation", { timeout: 120_000 }, async () => {
    const client = await owner("demands alternation");
    const made = await planned(client);
    for (const message of ["One", "Two", "Three", "Four", "Five"]) {
      expect((await say(client, made, message)).status).toBe("complete");
    }
    expect((await finalize(client, made)).modules_count).toBe(4);
    await client.ok("generatePlan", { body: { track_id: made.id } });
  });
});

describe("a server with a window of 2,000 tokens", () => {
  test("answers thirty messages", { timeout: 300_000 }, async () => {
    const client = await owner("window of 2,000 tokens, in Ollama's words");
    const made = await planned(client);
    for (let number = 1; number <= 30; number += 1) {
      const message = `${String(number)}: ${"why is clay wet and glaze is not? ".repeat(6)}`;
      expect((await say(client, made, message)).status).toBe("complete");
    }
    const last = server.requestsOf("window of 2,000 tokens, in Ollama's words").at(-1);
    expect(JSON.stringify(last)).not.toContain("1: why is clay wet");
  });
});

const endings = [
  ["503 page of 20 KB", "model_unavailable", "own_model_unavailable"],
  ["429 with Retry-After: 50", "model_rate_limited", "model_rate_limited"],
  ["401", "model_misconfigured", "own_model_rejected"],
  ["200 page", "model_unavailable", "own_model_rejected"],
  ["200 with an error object", "model_unavailable", "own_model_unavailable"],
] as const;

describe.each(endings)("%s", (mode, onServer, onOwn) => {
  test("is named on the service's model, and the next message is answered", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    const params = { id: made.chat_id };
    const choose = async (name: string | null): Promise<void> => {
      await client.ok("setChatConfig", { params, body: { model_name: name } });
    };
    await choose(modelOf({ name: mode }));
    const body = { session_id: made.session_id, message: "Hello" };
    const { detail } = await client.refused(onServer, "chatResponse", { body });
    expect(detail).not.toMatch(/\bkey\b/);
    await choose(null);
    expect((await say(client, made, "Hello again")).status).toBe("complete");
  });

  test("is named on a user's own, in every kind of answer", async () => {
    const client = await owner(mode);
    const made = await track(client);
    const body = { session_id: made.session_id, track_id: made.id, skill_area: made.title };
    await client.refused(onOwn, "welcome", { body });
    await client.refused(onOwn, "chatResponse", { body: { ...body, message: "Hello" } });
    await client.refused(onOwn, "generatePlan", { body: { track_id: made.id } });
    await client.ok("setUserConfig", { body: settingsOf("fine") });
    expect((await say(client, made, "Hello again")).status).toBe("complete");
  });
});

describe("what a model thinks", () => {
  test("is neither shown, stored nor sent back", async () => {
    const client = await owner("thinks aloud");
    const made = await planned(client);
    await say(client, made, "Hello");
    expect(JSON.stringify(await historyOf(client, made))).not.toMatch(/think>|learner wants/);
    expect(JSON.stringify(server.requestsOf("thinks aloud"))).not.toMatch(/think>|learner wants/);
  });
});

describe("a connection test", () => {
  const processes = (): string =>
    stack.functions
      .pids("ai")
      .toSorted((one, other) => one - other)
      .join();

  test(
    "of a visitor ends no process, whatever the server answers",
    { timeout: 120_000 },
    async () => {
      const visitor = anonymous({ target });
      await visitor.ok("testConnection", { body: settingsOf("fine") });
      const before = processes();
      for (const mode of [
        "503 page of 20 KB",
        "503 small",
        "429 always",
        "500 text",
        "cut inside an event",
      ]) {
        const answer = await visitor.send("testConnection", { body: settingsOf(mode) });
        expect(answer.status).toBeGreaterThanOrEqual(429);
      }
      expect(processes()).toBe(before);
    },
  );

  test.each([
    ["401", "model_rejected", /refused the key/],
    ["200 page", "model_rejected", /web page/],
    ["404 no such model", "model_rejected", /no such model/],
    ["429 without credit", "model_rejected", /no credit/],
    ["200 plain text", "model_rejected", /not an OpenAI-compatible API/],
  ] as const)("of %s says what to correct", async (mode, code, sentence) => {
    const { detail } = await anonymous({ target }).refused(code, "testConnection", {
      body: settingsOf(mode),
    });
    expect(detail).toMatch(sentence);
  });

  test("says when to try again", async () => {
    const { headers } = await anonymous({ target }).send("testConnection", {
      body: settingsOf("429 with Retry-After: 50"),
    });
    expect(headers.get("retry-after")).toBe("50");
  });
});

describe("settings that were pasted whole", () => {
  test.each(["setUserConfig", "testConnection"] as const)("are understood by %s", async (route) => {
    const client = await guest({ target });
    const body = {
      ...settingsOf("fine"),
      api_key: `Bearer ${modelKey}`,
      base_url: `${server.url}/own/v1/chat/completions/`,
    };
    await client.ok(route, { body });
    if (route === "testConnection") return;
    const saved = await client.ok("userConfig");
    expect(saved).toMatchObject({
      base_url: `${server.url}/own/v1`,
      key_hint: `…${modelKey.slice(-4)}`,
    });
    await planned(client);
  });

  test("are refused with a query, and it is said what is wrong", async () => {
    const client = await guest({ target });
    const body = { ...settingsOf("fine"), base_url: `${server.url}/own/v1?api-version=1` };
    for (const route of ["setUserConfig", "testConnection"] as const) {
      expect((await client.refused("url_not_allowed", route, { body })).detail).toMatch(
        /before its \?/,
      );
    }
  });
});

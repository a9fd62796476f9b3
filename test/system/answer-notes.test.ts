// What the service knows about an answer reaches the learner: messages that were left out, what to correct on a model of
// one's own, when to try again.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Track } from "@ai-learning/protocol/track";
import { modelOf } from "../models/mode.ts";
import { modes, startModelServer, type ModelServer } from "../models/server.ts";
import { guest, type Client } from "../support/client.ts";
import { endOfJob, historyOf, planned, say, track } from "../support/learning.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack, type TestStack } from "../support/stack.ts";
import { targetOf, type Target } from "../support/target.ts";

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

const waits = "429 with Retry-After: 50";
const smallWindow = "window of 2,000 tokens, in Ollama's words";

const bring = (client: Client, mode: string) =>
  client.ok("setUserConfig", {
    body: {
      model_name: modelOf({ name: mode }),
      base_url: `${server.url}/own/v1`,
      api_key: "sk-own-0123456789",
    },
  });

/** Has the chat answered by the server's model of a mode. */
const choose = (client: Client, { chat_id }: Track, mode: string) =>
  client.ok("setChatConfig", {
    params: { id: chat_id },
    body: { model_name: modelOf({ name: mode }) },
  });

const lastOf = async (client: Client, made: Track) => (await historyOf(client, made)).at(-1);

const secondsUntil = (at: string | undefined): number =>
  (Date.parse(at ?? "never") - Date.now()) / 1_000;

describe("a model that wants to be asked again later", () => {
  test("is told with that moment: in its frame, over HTTP and in the history, but not to clients of the original", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    await choose(client, made, waits);
    const [tab, original] = await Promise.all([
      Socket.open(client, made.session_id),
      Socket.open(client, made.session_id),
    ]);

    tab.send({ type: "text", protocol: 2, message: "Hello" });
    const failed = await tab.next("error");
    const failedThere = await original.next("error");

    expect(failed).toMatchObject({ code: "model_rate_limited", status: "failed" });
    expect(secondsUntil(failed.retry_at)).toBeGreaterThan(30);
    expect(secondsUntil(failed.retry_at)).toBeLessThanOrEqual(50);
    expect(await lastOf(client, made)).toMatchObject({ retry_at: failed.retry_at });
    expect(failedThere).toMatchObject({ code: "model_rate_limited" });
    expect(failedThere).not.toHaveProperty("retry_at");
    original.send({ type: "restore_chat" });
    expect(JSON.stringify(await original.next("chat_restored"))).not.toContain("retry_at");
    const body = { session_id: made.session_id, message: "Hello again" };
    const refused = await client.send("chatResponse", { body });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
  });
});

describe("a model that refuses its key", () => {
  test("is told as what to correct where it is the learner's own, live, over HTTP and in the history", async () => {
    const client = await guest({ target });
    await bring(client, "401");
    const made = await track(client);
    const tab = await Socket.open(client, made.session_id);

    tab.send({ type: "text", protocol: 2, message: "Hello" });

    expect(await tab.next("error")).toMatchObject({
      code: "own_model_rejected",
      advice: "check_key",
    });
    expect(await lastOf(client, made)).toMatchObject({ advice: "check_key" });
    const body = { session_id: made.session_id, message: "Hello again" };
    const { detail } = await client.refused("own_model_rejected", "chatResponse", { body });
    expect(detail).toMatch(/refused the key/);
  });

  test("is told as nothing that a learner could correct where it is the server's", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    await choose(client, made, "401");
    const tab = await Socket.open(client, made.session_id);

    tab.send({ type: "text", protocol: 2, message: "Hello" });

    const failed = await tab.next("error");
    expect(failed.code).toBe("model_misconfigured");
    expect(failed).not.toHaveProperty("advice");
    expect(await lastOf(client, made)).not.toHaveProperty("advice");
  });
});

describe("a job that failed", () => {
  /** A track whose plan is asked for, and the end of that job as its tab and a request read it. */
  async function failedJob(client: Client, made: Track) {
    const [tab, original] = await Promise.all([
      Socket.open(client, made.session_id),
      Socket.open(client, made.session_id),
    ]);
    await tab.ask({ type: "ping", protocol: 2 }, "pong");
    const refused = await client.send("generatePlan", { body: { track_id: made.id } });
    const told = await tab.next("job_done");
    await original.quiet();
    expect(original.all("job_done")).toEqual([]);
    return { refused, told, stored: await endOfJob(client, told.job_id) };
  }

  test("says when to try again: in its frame, to the request that waited and to one that reads it", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    await choose(client, made, waits);

    const { refused, told, stored } = await failedJob(client, made);

    expect(told).toMatchObject({ status: "failed", error_code: "model_rate_limited" });
    expect(secondsUntil(told.retry_at)).toBeGreaterThan(30);
    expect(secondsUntil(told.retry_at)).toBeLessThanOrEqual(50);
    expect(stored).toMatchObject({
      status: "failed",
      error: { code: "model_rate_limited" },
      retry_at: told.retry_at,
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
  });

  test("says what to correct on a model of the learner's own, and no more once it was made again", async () => {
    const client = await guest({ target });
    await bring(client, "401");
    const made = await track(client);

    const { told, stored } = await failedJob(client, made);

    expect(told).toMatchObject({ error_code: "own_model_rejected", advice: "check_key" });
    expect(stored).toMatchObject({ error: { code: "own_model_rejected" }, advice: "check_key" });
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const body = { track_id: made.id };
    const { detail } = await client.refused("own_model_rejected", "generatePlan", {
      body,
      headers,
    });
    expect(detail).toMatch(/refused the key/);
    await bring(client, "fine");
    const again = await client.accepted("generatePlan", {
      body,
      headers: { ...headers, Prefer: "respond-async" },
    });
    const whole = await endOfJob(client, again.job_id);
    expect(whole.status).toBe("complete");
    expect(whole).not.toHaveProperty("advice");
  });

  test("says nothing that a learner could correct where the model is the server's", async () => {
    const client = await guest({ target });
    const made = await planned(client);
    await choose(client, made, "401");

    const { told, stored } = await failedJob(client, made);

    expect(told.error_code).toBe("model_misconfigured");
    expect(told).not.toHaveProperty("advice");
    expect(stored).not.toHaveProperty("advice");
  });
});

test("an answer says how many older messages did not fit a small window, also when it comes back because a newer one failed", async () => {
  const client = await guest({ target });
  await bring(client, smallWindow);
  const made = await planned(client);
  for (let number = 1; number <= 6; number += 1) {
    await say(
      client,
      made,
      `${String(number)}: ${"why is clay wet and glaze is not? ".repeat(30)}`,
    );
  }
  const tab = await Socket.open(client, made.session_id);
  tab.send({ type: "text", protocol: 2, message: "And now?" });
  const answer = await tab.next("ai_response");
  expect(answer.left_out).toBeGreaterThan(1);
  expect(await lastOf(client, made)).toMatchObject({ left_out: answer.left_out });
  expect((await historyOf(client, made))[1]).not.toHaveProperty("left_out");

  await bring(client, waits);
  const { message_id, attempt } = answer;
  tab.send({ type: "regenerate", protocol: 2, message_id, attempt });

  const back = await tab.next("ai_response");
  expect(back).toMatchObject({
    message: answer.message,
    error_code: "model_rate_limited",
    left_out: answer.left_out,
  });
  expect(secondsUntil(back.retry_at)).toBeGreaterThan(30);
  expect(await lastOf(client, made)).toMatchObject({
    left_out: answer.left_out,
    retry_at: back.retry_at,
  });
});

// When the model does not play along: the documented status, the failure stored, nothing of its words shown.
import type { ErrorCode } from "@ai-learning/protocol/error";
import { describe, expect, test } from "vitest";
import { guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, planned, say, track, welcome } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";

const failures: readonly (readonly [string, ErrorCode, number])[] = [
  ["[error 500]", "model_unavailable", 502],
  ["[error 503]", "model_unavailable", 502],
  ["[error 429 always]", "model_rate_limited", 429],
  ["[error 400]", "model_misconfigured", 503],
  ["[error 401]", "model_misconfigured", 503],
  ["[error 404]", "model_misconfigured", 503],
  ["[error 504]", "model_timeout", 504],
  ["[cut]", "model_unavailable", 502],
  ["[empty]", "model_bad_answer", 502],
  ["[refuse]", "model_refused", 502],
];

describe.concurrent("a model that answers", () => {
  test.each(failures)("%s is told as %s", async (directive, code, status) => {
    const client = await guest();
    const made = await track(client);
    const body = { session_id: made.session_id, message: directive };

    const answer = await client.send("chatResponse", { body });

    expect(answer.body).toMatchObject({ code, success: false });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain("scripted failure");
    expect((await historyOf(client, made)).at(-1)).toMatchObject({
      status: "failed",
      error_code: code,
      attempt: 1,
    });
    expect((await say(client, made, "Still there?")).response).toBe("Answer to: Still there?");
  });
});

test("a model that is busy once is asked again after the time it names", async () => {
  const client = await guest();
  const made = await track(client);
  const marker = `${crypto.randomUUID()} [error 429]`;
  const started = Date.now();

  expect((await say(client, made, marker)).response).toBe(`Answer to: ${marker}`);

  expect((await modelCalls(marker)).map(({ status }) => status)).toEqual([429, 200]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
});

test("a failed welcome is replaced by the next try", async () => {
  const client = await guest();
  const made = await track(client, { user_expectations: `[error 500 x4] ${crypto.randomUUID()}` });
  const body = { session_id: made.session_id, track_id: made.id, skill_area: made.title };
  await client.refused("model_unavailable", "welcome", { body });

  const plan = await welcome(client, made);

  expect(await historyOf(client, made)).toMatchObject([
    { id: plan.message_id, position: 1, status: "complete", attempt: 3, error_code: null },
  ]);
});

test("a stream that breaks off keeps what was written, marked as failed", async () => {
  const client = await guest();
  const made = await track(client);
  const body = { session_id: made.session_id, message: "Tell me a long story [cut]" };
  await client.refused("model_unavailable", "chatResponse", { body });
  const answer = (await historyOf(client, made)).at(-1);
  expect(answer).toMatchObject({ status: "failed" });
  expect("Answer to: Tell me a long story [cut]").toContain(answer?.content);
  expect(answer?.content).not.toBe("");
});

describe("a budget that is used up", () => {
  test("refuses before anything is stored or asked", async () => {
    const client = await guest();
    const made = await planned(client);
    await database()`
      update usage_days set spent = 150000 - reserved where user_id = ${client.user.id}`;
    const before = await storedFor(client.user.id);
    const { session_id, id: track_id } = made;

    const message = crypto.randomUUID();
    await client.refused("budget_exhausted", "chatResponse", { body: { session_id, message } });
    await client.refused("budget_exhausted", "finalize", { body: { session_id, track_id } });

    expect(await storedFor(client.user.id)).toEqual(before);
    expect(await modelCalls(message)).toEqual([]);
    const answer = await client.send("generatePlan", { body: { track_id } });
    expect(answer).toMatchObject({ status: 402, body: { code: "budget_exhausted" } });
  });

  test("still serves what is already stored", async () => {
    const client = await guest();
    const made = await track(client);
    const plan = await welcome(client, made);
    await database()`update usage_days set spent = 150000 where user_id = ${client.user.id}`;
    expect(await welcome(client, made)).toEqual(plan);
  });
});

test("the spent tokens are those the model reported, and nothing stays reserved", async () => {
  const client = await guest();
  const made = await track(client);
  const plan = await welcome(client, made);
  const said = await say(client, made, "Hello");
  const [day] = await database()`
    select spent, reserved from usage_days where user_id = ${client.user.id}`;
  expect(day).toEqual({ spent: (plan.tokens_used ?? 0) + (said.tokens_used ?? 0), reserved: 0 });
});

// A structured plan for a track, and which model answers with what settings.
import { describe, expect, test } from "vitest";
import { anonymous, guest, registered } from "../support/client.ts";
import { database } from "../support/database.ts";
import { historyOf, planned, say, track } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { modelKey } from "../support/script.ts";
import { until } from "../support/until.ts";

describe("a structured plan", () => {
  test("is stored with its track and does not touch the dialogue", async () => {
    const client = await guest();
    const made = await planned(client);
    const before = await historyOf(client, made);

    const answer = await client.ok("generatePlan", { body: { track_id: made.id } });

    expect(answer.plan).toMatchObject({
      overview: `A course: ${made.title}.`,
      modules: [{ name: `Basics: ${made.title}`, duration_hours: 3 }, {}, {}, {}],
    });
    expect(answer.tokens_used).toBeGreaterThan(0);
    expect(answer.chat_id).toBe(made.chat_id);
    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toEqual(answer.plan);
    expect(await historyOf(client, made)).toEqual(before);
  });

  test("is asked for with the expectations sent, the dialogue and a strict shape", async () => {
    const client = await guest();
    const made = await planned(client);
    await say(client, made, "I am left-handed");
    const user_expectations = crypto.randomUUID();

    await client.ok("generatePlan", { body: { track_id: made.id, user_expectations } });

    const [call] = await modelCalls(user_expectations);
    expect(call?.body).toMatchObject({
      temperature: 0.7,
      max_tokens: 6000,
      response_format: { type: "json_schema", json_schema: { name: "course_plan" } },
    });
    expect(call?.body.messages.map(({ content }) => content)).toContain("I am left-handed");
  });

  test("is made once for one Idempotency-Key, also when asked for twice at once", async () => {
    const client = await guest();
    const made = await track(client);
    const user_expectations = crypto.randomUUID();
    const request = {
      body: { track_id: made.id, user_expectations },
      headers: { "idempotency-key": "plan-1" },
    };

    const [one, other] = await Promise.all([
      client.ok("generatePlan", request),
      client.ok("generatePlan", request),
    ]);

    expect(other.plan).toEqual(one.plan);
    expect(await modelCalls(user_expectations)).toHaveLength(1);
  });

  test.each([
    ["[alwaysbadjson]", "model_bad_answer"],
    ["[error 400]", "model_misconfigured"],
    ["[refuse]", "model_refused"],
  ] as const)("fails as a whole when the model answers %s", async (expectations, code) => {
    const client = await guest();
    const made = await track(client);
    const body = { track_id: made.id, user_expectations: expectations };

    await client.refused(code, "generatePlan", { body });

    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toBeNull();
    const [day] = await database()`
      select reserved from usage_days where user_id = ${client.user.id}`;
    expect(day).toEqual({ reserved: 0 });
  });

  test("is not made for another user's chat", async () => {
    const client = await guest();
    const made = await track(client);
    const other = await track(await guest());
    const body = { track_id: made.id, chat_id: other.chat_id };
    await client.refused("chat_not_found", "generatePlan", { body });
  });

  test("leaves a ledger row that is closed", async () => {
    const client = await guest();
    const made = await track(client);
    const { tokens_used } = await client.ok("generatePlan", { body: { track_id: made.id } });
    const calls = await until(async () => {
      const rows = await database()`
        select kind, outcome, prompt_tokens + completion_tokens as tokens, token_source
        from ai_calls where track_id = ${made.id} and closed_at is not null`;
      return rows.length > 0 && [...rows];
    });
    expect(calls).toEqual([
      { kind: "plan", outcome: "complete", tokens: tokens_used, token_source: "reported" },
    ]);
  });
});

describe("model settings", () => {
  test("show everybody the server's own, without its key", async () => {
    const { body, headers } = await anonymous().answer("defaultConfig");
    expect(body).toEqual({
      model_name: "scripted-model",
      base_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/),
      max_tokens: 2000,
      temperature: 0.7,
      has_custom_key: true,
      is_demo: false,
    });
    expect(JSON.stringify([body, [...headers]])).not.toContain(modelKey);
  });

  test("are the server's for a user without a key of their own", async () => {
    const defaults = await anonymous().ok("defaultConfig");
    for (const client of [await guest(), await registered()]) {
      const expected = { ...defaults, has_custom_key: false, key_hint: null };
      expect(await client.ok("userConfig")).toEqual(expected);
    }
  });

  test("of a user whose key cannot be opened any more say so without it", async () => {
    const client = await registered();
    await database()`
      update ai_configurations set model_name = 'own', base_url = 'https://own.example/v1',
        api_key_encrypted = 'v1.sealed-elsewhere', max_tokens = 1000, temperature = 0.2
      where user_id = ${client.user.id}`;
    const answer = await client.ok("userConfig");
    expect(answer).toEqual({
      model_name: "own",
      base_url: "https://own.example/v1",
      max_tokens: 1000,
      temperature: 0.2,
      has_custom_key: true,
      is_demo: false,
      key_hint: null,
    });
    const made = await track(client);
    const body = { session_id: made.session_id, message: "Hello" };
    await client.refused("own_model_rejected", "chatResponse", { body });
  });
});

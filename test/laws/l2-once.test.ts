// L2: a send repeated, a delivery repeated, a button double-clicked: one message, one answer, one charge.
import { describe, expect, it } from "vitest";
import { guest } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { historyOf, newTitle, planned, say, track } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { Socket } from "../support/socket.ts";
import { startTestStack } from "../support/stack.ts";
import { shared, targetOf } from "../support/target.ts";

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe("L2: the same client_message_id", () => {
  it("sent 20 times at once over socket and HTTP is one message, one answer, one charge", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await Socket.open(client, made.session_id);
    const message = `once ${crypto.randomUUID()}`;
    const frame = { type: "text", message, client_message_id: "same" };
    const body = { session_id: made.session_id, message, client_message_id: "same" };

    const overHttp = many(10, () => client.ok("chatResponse", { body }));
    for (const _ of many(10, String)) socket.send(frame);
    const answers = await Promise.all(overHttp);

    expect(new Set(answers.map((one) => one.message_id)).size).toBe(1);
    const history = await historyOf(client, made);
    expect(history.map((one) => one.sender)).toEqual(["user", "ai"]);
    expect(await modelCalls(message)).toHaveLength(1);
    const stored = await storedFor(client.user.id);
    expect(stored).toMatchObject({ messages: 2, calls: 1, spent: history[1]?.tokens_used });
  });

  it("is refused for another text, which is not stored", async () => {
    const client = await guest();
    const made = await track(client);
    const body = { session_id: made.session_id, message: "first", client_message_id: "m" };
    await client.ok("chatResponse", { body });

    await client.refused("message_id_reused", "chatResponse", {
      body: { ...body, message: "second" },
    });

    expect(await historyOf(client, made)).toHaveLength(2);
  });

  it("counts when it comes as an Idempotency-Key", async () => {
    const client = await guest();
    const made = await track(client);
    const send = () =>
      client.ok("chatResponse", {
        headers: { "idempotency-key": "key-1" },
        body: { session_id: made.session_id, message: "hello" },
      });

    const [first, second] = [await send(), await send()];

    expect(second).toEqual(first);
    expect(await historyOf(client, made)).toHaveLength(2);
  });
});

describe("L2: natural keys", () => {
  it("a welcome asked for 8 times at once is one plan and one charge", async () => {
    const client = await guest();
    const made = await track(client, { title: newTitle() });
    const body = { session_id: made.session_id, track_id: made.id, skill_area: made.title };

    const answers = await Promise.all(many(8, () => client.ok("welcome", { body })));
    const later = await client.ok("welcome", { body });

    expect(new Set([...answers, later].map((one) => one.message_id)).size).toBe(1);
    expect(await modelCalls(made.title)).toHaveLength(1);
    expect(await storedFor(client.user.id)).toMatchObject({ messages: 1, calls: 1 });
  });

  it("a finalisation clicked 5 times is one turn; after more talk it is another", async () => {
    const client = await guest();
    const made = await planned(client);
    const body = { session_id: made.session_id, track_id: made.id };

    const clicks = await Promise.all(many(5, () => client.ok("finalize", { body })));
    const again = await client.ok("finalize", { body });
    await say(client, made, "thanks");
    const afterTalk = await client.ok("finalize", { body });

    expect(new Set([...clicks, again].map((one) => one.message_id)).size).toBe(1);
    expect(afterTalk.message_id).not.toBe(again.message_id);
    const types = (await historyOf(client, made)).map((one) => one.message_type);
    expect(types.filter((type) => type === "finalization")).toHaveLength(4);
  });

  it("generate-plan with the same Idempotency-Key asks the model once", async () => {
    const client = await guest();
    const made = await track(client);
    const send = () =>
      client.ok("generatePlan", {
        headers: { "idempotency-key": "plan-1" },
        body: { track_id: made.id, user_expectations: "a plan" },
      });

    const plans = await Promise.all([send(), send(), send()]);

    expect(plans[1]?.plan).toEqual(plans[0]?.plan);
    expect(await storedFor(client.user.id)).toMatchObject({ calls: 1 });
  });
});

describe("L2: jobs", () => {
  it("a plan asked for 5 times at once without a key is one job, one call and one charge", async () => {
    const client = await guest();
    const made = await track(client);
    const user_expectations = `clicked ${crypto.randomUUID()} [slow 1]`;
    const body = { track_id: made.id, user_expectations };

    const plans = await Promise.all(many(5, () => client.ok("generatePlan", { body })));

    expect(new Set(plans.map(({ plan }) => JSON.stringify(plan))).size).toBe(1);
    expect(await modelCalls(user_expectations)).toHaveLength(1);
    const spent = plans[0]?.tokens_used;
    expect(await storedFor(client.user.id)).toMatchObject({ jobs: 1, calls: 1, spent });
  });

  it("a plan asked for again without a key, when the first is there, is another one", async () => {
    const client = await guest();
    const made = await track(client);
    const body = { track_id: made.id };

    await client.ok("generatePlan", { body });
    await client.ok("generatePlan", { body });

    expect(await storedFor(client.user.id)).toMatchObject({ jobs: 2, calls: 2 });
  });

  it("the same Idempotency-Key for another track or another wish is refused, and is nobody's plan", async () => {
    const client = await guest();
    const [first, second] = [await track(client), await track(client)];
    const headers = { "idempotency-key": "plan-1" };
    await client.ok("generatePlan", { headers, body: { track_id: first.id } });
    const before = await storedFor(client.user.id);

    for (const body of [
      { track_id: second.id },
      { track_id: first.id, user_expectations: "something else" },
    ]) {
      await client.refused("message_id_reused", "generatePlan", { headers, body });
    }

    expect(await storedFor(client.user.id)).toEqual(before);
    const untouched = await client.ok("getTrack", { params: { id: second.id } });
    expect(untouched.ai_generated_plan).toBeNull();
  });

  it("a failed job asked for again by its key is made in its own place", async () => {
    const client = await guest();
    const made = await track(client);
    const headers = { "idempotency-key": "plan-1" };
    const user_expectations = `[error 500 x4] ${crypto.randomUUID()}`;
    const request = { headers, body: { track_id: made.id, user_expectations } };

    await client.refused("model_unavailable", "generatePlan", request);
    const again = await client.ok("generatePlan", request);

    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toEqual(again.plan);
    expect(await storedFor(client.user.id)).toMatchObject({ jobs: 1 });
  });

  it("a repeat of an unfinished job sends its wake-up again", async () => {
    const client = await guest();
    const made = await track(client);
    // What a function leaves that dies between its commit and its wake-up.
    const input = { track_id: made.id, chat_id: null, user_expectations: null };
    const sql = database();
    const [lost] = await sql`
      insert into jobs (id, user_id, track_id, kind, natural_key, idempotency_key, input,
        reserved_tokens, reserved_day)
      values (gen_random_uuid(), ${client.user.id}, ${made.id}, 'generate-plan', 'key:plan-1',
        'plan-1', ${sql.json(input)}, 5000, current_date)
      returning id`;

    const answer = await client.ok("generatePlan", {
      headers: { "idempotency-key": "plan-1" },
      body: { track_id: made.id },
    });

    const job = await client.ok("getJob", { params: { id: lost?.["id"] } });
    expect(job).toMatchObject({ status: "complete", result: { plan: answer.plan } });
  });
});

describe("L2: repeated deliveries", () => {
  it("every wake-up delivered twice changes nothing", async () => {
    const { modelUrl } = shared();
    const stack = await startTestStack(modelUrl, { faults: { "queue.duplicate": 1 } });
    try {
      const target = targetOf(stack, modelUrl);
      const client = await guest({ target });
      const made = await track(client);
      const messages = many(4, (at) => `message ${at} ${crypto.randomUUID()}`);
      const socket = await Socket.open(client, made.session_id);

      for (const message of messages) {
        await socket.ask({ type: "text", message }, "message_accepted");
        await socket.next("ai_response");
      }

      for (const message of messages) {
        // Later prompts repeat earlier messages: the one whose last message it is, counts.
        const calls = await modelCalls(message, target);
        const own = calls.filter(({ body }) => body.messages.at(-1)?.content === message);
        expect(own).toHaveLength(1);
      }
      const [row] = await database(target)`
        select count(*)::int as calls, count(distinct message_id)::int as turns from ai_calls`;
      expect(row).toEqual({ calls: 4, turns: 4 });
    } finally {
      await stack.stop();
    }
  });
});

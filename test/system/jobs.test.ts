// Jobs over HTTP and on sockets: accepted, read, told of at their end, and going where their user goes.
import { describe, expect, onTestFinished, test } from "vitest";
import { anonymous, guest, password, registered, type Client } from "../support/client.ts";
import { database, storedFor } from "../support/database.ts";
import { endOfJob, newKey, planned, track } from "../support/learning.ts";
import { modelCalls, release } from "../support/model.ts";
import { bringModel } from "../support/own-model.ts";
import { passingStack } from "../support/own-stack.ts";
import { Socket, type SocketOptions } from "../support/socket.ts";
import { shared, type Target } from "../support/target.ts";
import { until } from "../support/until.ts";

/** For tests that start a stack of their own. */
const ownStackTest = { timeout: 90_000 };

const budgetOf = async (userId: string, target: Target = shared()) => {
  const [day] = await database(target)<{ spent: number; reserved: number }[]>`
    select spent, reserved from usage_days where user_id = ${userId}`;
  return day;
};

/** A job whose model answers only when it is let go; asked already. */
async function heldJob(client: Client) {
  const key = crypto.randomUUID();
  onTestFinished(() => release(key));
  const made = await track(client, { user_expectations: `[hold ${key}]` });
  const { job_id } = await client.accepted("generatePlan", { body: { track_id: made.id } });
  await until(
    async () => (await client.ok("getJob", { params: { id: job_id } })).status === "running",
    { what: "the worker" },
  );
  return { made, job_id, letGo: () => release(key) };
}

/** A tab that follows jobs. */
async function tab(client: Client, key: string, options: SocketOptions = {}): Promise<Socket> {
  const socket = await Socket.open(client, key, options);
  await socket.ask({ type: "ping", protocol: 2 }, "pong");
  return socket;
}

describe("a job", () => {
  test("is accepted with 202, read while it runs, and holds the plan of its track in the end", async () => {
    const client = await guest();
    const { made, job_id, letGo } = await heldJob(client);

    const running = await client.ok("getJob", { params: { id: job_id } });
    await letGo();
    const ended = await endOfJob(client, job_id);

    expect(running).toMatchObject({
      kind: "generate-plan",
      status: "running",
      track_id: made.id,
      attempt: 1,
      result: null,
      error: null,
      ended_at: null,
    });
    const { ai_generated_plan: plan } = await client.ok("getTrack", { params: { id: made.id } });
    expect(plan).not.toBeNull();
    expect(ended).toMatchObject({
      status: "complete",
      result: { plan, chat_id: made.chat_id, tokens_used: expect.any(Number) },
    });
  });

  test("that takes longer than a request waits is answered with 202", ownStackTest, async () => {
    const { target } = await passingStack({ env: { JOB_TIMING: JSON.stringify({ waitMs: 200 }) } });
    const client = await guest({ target });
    const made = await track(client);
    const body = { track_id: made.id, user_expectations: "[slow 2]" };

    const { status, body: answer } = await client.send("generatePlan", { body });

    expect(status).toBe(202);
    const { job_id } = answer as { job_id: string };
    expect(await endOfJob(client, job_id)).toMatchObject({ status: "complete" });
  });

  test("that fails says why, stores nothing and frees what it reserved", async () => {
    const client = await guest();
    const made = await track(client);
    const key = crypto.randomUUID();
    const body = { track_id: made.id, user_expectations: `[hold ${key}] [refuse]` };
    const { job_id } = await client.accepted("generatePlan", { body });
    await release(key);

    const job = await endOfJob(client, job_id);

    expect(job).toMatchObject({ status: "failed", result: null });
    expect(job.error?.code).toBe("model_refused");
    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toBeNull();
    expect(await budgetOf(client.user.id)).toMatchObject({ reserved: 0 });
  });

  test("reserves the most it may cost until it is settled, and then has spent what it did", async () => {
    const client = await guest();
    const { job_id, letGo } = await heldJob(client);
    expect((await budgetOf(client.user.id))?.reserved).toBeGreaterThan(2 * 6_000);

    await letGo();
    const { result } = await endOfJob(client, job_id);

    const { tokens_used: spent } = result as { tokens_used: number };
    expect(await budgetOf(client.user.id)).toEqual({ spent, reserved: 0 });
  });

  test("is refused when the user has too many unfinished ones", ownStackTest, async () => {
    const { target } = await passingStack({ env: { OPEN_TURNS_PER_USER: "2" } });
    const client = await guest({ target });
    const [first, second, third] = [await track(client), await track(client), await track(client)];
    const body = (id: string) => ({ track_id: id, user_expectations: "[slow 2]" });
    const jobs = [
      await client.accepted("generatePlan", { body: body(first.id) }),
      await client.accepted("generatePlan", { body: body(second.id) }),
    ];

    await client.refused("too_many_turns", "generatePlan", { body: body(third.id) });

    for (const { job_id } of jobs) await endOfJob(client, job_id);
    await client.ok("generatePlan", { body: { track_id: third.id } });
  });
});

describe("a plan that the model's length limit cut", () => {
  test("is asked for once more", async () => {
    const client = await guest();
    const made = await track(client);
    const user_expectations = `${crypto.randomUUID()} [truncated]`;

    const { tokens_used } = await client.ok("generatePlan", {
      body: { track_id: made.id, user_expectations },
    });

    expect(await modelCalls(user_expectations)).toHaveLength(2);
    const calls = await database()`
      select outcome, error_code from ai_calls where track_id = ${made.id} order by opened_at`;
    expect([...calls]).toEqual([
      { outcome: "failed", error_code: "model_bad_answer" },
      { outcome: "complete", error_code: null },
    ]);
    expect(await budgetOf(client.user.id)).toEqual({ spent: tokens_used, reserved: 0 });
  });

  test("twice is a failure, and nothing is stored", async () => {
    const client = await guest();
    const made = await track(client);
    const body = { track_id: made.id, user_expectations: "[alwaystruncated]" };

    await client.refused("model_bad_answer", "generatePlan", { body });

    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toBeNull();
  });
});

describe("the end of a job", () => {
  test("is sent to every tab of its user in any session, and to no other user", async () => {
    const client = await guest();
    const { made, job_id, letGo } = await heldJob(client);
    const tabs = [await tab(client, made.session_id), await tab(client, newKey())];
    const original = await Socket.open(client, made.session_id);
    const stranger = await tab(await guest(), made.session_id);

    await letGo();

    for (const one of tabs) {
      expect(await one.next("job_done")).toMatchObject({
        job_id,
        kind: "generate-plan",
        status: "complete",
        track_id: made.id,
      });
    }
    for (const one of [original, stranger]) {
      await one.quiet();
      expect(one.all("job_done")).toEqual([]);
    }
  });

  test("is sent for failures too", async () => {
    const client = await guest();
    const made = await track(client);
    const socket = await tab(client, made.session_id);
    const body = { track_id: made.id, user_expectations: "[error 400]" };

    await client.refused("model_misconfigured", "generatePlan", { body });

    expect(await socket.next("job_done")).toMatchObject({
      status: "failed",
      error_code: "model_misconfigured",
    });
  });
});

describe("a job of a guest", () => {
  test("becomes the account's while it runs, with its budget and its end", async () => {
    const account = await registered();
    const visitor = await guest();
    const { made, job_id, letGo } = await heldJob(visitor);
    const held = await budgetOf(visitor.user.id);

    const { access_token, user } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });
    const client = anonymous({ token: access_token }).with({ user });
    expect(await budgetOf(user.id)).toEqual(held);
    const socket = await tab(client, made.session_id);
    await letGo();

    expect(await socket.next("job_done")).toMatchObject({ job_id, status: "complete" });
    const { result } = await endOfJob(client, job_id);
    const { tokens_used: spent } = result as { tokens_used: number };
    expect(await budgetOf(user.id)).toEqual({ spent, reserved: 0 });
    const stored = await client.ok("getTrack", { params: { id: made.id } });
    expect(stored.ai_generated_plan).toEqual((result as { plan: unknown }).plan);
  });

  test("keeps its name beside a job of the account's that has the same key", async () => {
    const account = await registered();
    const visitor = await guest();
    const headers = { "idempotency-key": "plan-1" };
    const accepted = [];
    for (const client of [account, visitor]) {
      const { id } = await track(client);
      accepted.push(await client.accepted("generatePlan", { headers, body: { track_id: id } }));
    }

    const { access_token } = await visitor.ok("login", {
      body: { email: account.user.email, password },
    });

    const client = anonymous({ token: access_token });
    for (const { job_id } of accepted) {
      expect(await endOfJob(client, job_id)).toMatchObject({ status: "complete" });
    }
    expect(await storedFor(account.user.id)).toMatchObject({ jobs: 2 });
  });
});

describe("deleting", () => {
  test("a track deletes its running job: its tokens are freed, and the model's cost is booked", async () => {
    const client = await guest();
    const { made, job_id, letGo } = await heldJob(client);
    expect((await budgetOf(client.user.id))?.reserved).toBeGreaterThan(0);

    await client.ok("deleteTrack", { params: { id: made.id } });

    await client.refused("job_not_found", "getJob", { params: { id: job_id } });
    expect(await budgetOf(client.user.id)).toEqual({ spent: 0, reserved: 0 });
    await letGo();
    const settled = await until(
      async () => {
        const [row] = await database()<{ tokens: number; outcome: string }[]>`
          select prompt_tokens + completion_tokens as tokens, outcome from ai_calls
          where user_id = ${client.user.id} and requests > 0`;
        return row;
      },
      { what: "the call's ledger row" },
    );
    expect(await budgetOf(client.user.id)).toEqual({ spent: settled.tokens, reserved: 0 });
  });

  test("a track fails the request that waits for its job", async () => {
    const client = await guest();
    const key = crypto.randomUUID();
    onTestFinished(() => release(key));
    const made = await track(client, { user_expectations: `[hold ${key}]` });
    const waiting = client.send("generatePlan", { body: { track_id: made.id } });
    await until(
      async () => {
        const rows = await database()`
          select id from jobs where track_id = ${made.id} and status = 'running'`;
        return rows.length > 0;
      },
      { what: "the worker" },
    );

    await client.ok("deleteTrack", { params: { id: made.id } });

    expect((await waiting).body).toMatchObject({ code: "job_not_found" });
  });

  test("a user deletes the user's jobs and keeps the running call without a name", async () => {
    const client = await guest();
    const { job_id, letGo } = await heldJob(client);

    await client.ok("deleteMe");
    await letGo();

    const sql = database();
    expect([...(await sql`select id from jobs where id = ${job_id}`)]).toEqual([]);
    expect([...(await sql`select id from ai_calls where job_id = ${job_id}`)]).toEqual([]);
  });
});

test("an export holds the jobs of its user, with input and result", async () => {
  const client = await guest();
  const made = await planned(client);
  await client.ok("generatePlan", { body: { track_id: made.id, user_expectations: "A bowl" } });

  const { tables } = await client.ok("exportMe");

  expect(tables["jobs"]).toMatchObject([
    {
      user_id: client.user.id,
      status: "complete",
      input: { track_id: made.id, user_expectations: "A bowl" },
      result: { plan: expect.any(Object) },
    },
  ]);
});

test(
  "a job that the user's own model does reserves nothing and spends nothing",
  ownStackTest,
  async () => {
    const { target } = await passingStack({ env: { ALLOW_PRIVATE_MODEL_HOSTS: "true" } });
    const model = await bringModel();
    const client = await registered({ target });
    const body = { model_name: "mine", base_url: model.url, api_key: model.key };
    await client.ok("setUserConfig", { body });
    const made = await track(client);

    await client.ok("generatePlan", { body: { track_id: made.id } });

    expect(model.requests).toHaveLength(1);
    expect(await budgetOf(client.user.id, target)).toEqual({ spent: 0, reserved: 0 });
  },
);

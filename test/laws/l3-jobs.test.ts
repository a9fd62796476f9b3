// L3 and L12 for jobs: every accepted job reaches exactly one end, whatever dies, and what it reserved is freed.
import type { Track } from "@ai-learning/protocol/track";
import { describe, expect, it } from "vitest";
import { guest, type Client } from "../support/client.ts";
import { database } from "../support/database.ts";
import { endOfJob, track } from "../support/learning.ts";
import { modelCalls } from "../support/model.ts";
import { passingStack } from "../support/own-stack.ts";
import { Socket } from "../support/socket.ts";
import { shortTimes } from "../support/stack.ts";
import type { Target } from "../support/target.ts";
import { until } from "../support/until.ts";

const budgetOf = async (client: Client, target: Target) => {
  const [day] = await database(target)<{ spent: number; reserved: number }[]>`
    select spent, reserved from usage_days where user_id = ${client.user.id}`;
  return day;
};

const callsOf = async (client: Client, target: Target) => [
  ...(await database(target)<{ attempt: number; outcome: string | null }[]>`
    select attempt, outcome from ai_calls where user_id = ${client.user.id} order by opened_at`),
];

/** A job as it stands when its wake-up was lost, or its worker. */
async function lostJob(of: Track, client: Client, target: Target, attempt = 0): Promise<string> {
  const sql = database(target);
  const input = { track_id: of.id, chat_id: null, user_expectations: null };
  const [row] = await sql<{ id: string }[]>`
    insert into jobs (id, user_id, track_id, kind, natural_key, input, status, attempt,
      reserved_tokens, reserved_day, lease_until, updated_at)
    values (gen_random_uuid(), ${client.user.id}, ${of.id}, 'generate-plan', 'lost',
      ${sql.json(input)}, ${attempt === 0 ? "pending" : "running"}, ${attempt}, 5000,
      (now() at time zone 'UTC')::date, ${attempt === 0 ? null : sql`now() - interval '1 second'`},
      now() - interval '31 seconds')
    returning id`;
  await sql`
    insert into usage_days (user_id, day, reserved)
    values (${client.user.id}, (now() at time zone 'UTC')::date, 5000)`;
  if (row === undefined) throw new Error("no job was made");
  return row.id;
}

const deadLetter = (jobId: string) => ({
  Records: [
    {
      messageId: crypto.randomUUID(),
      receiptHandle: "none",
      body: JSON.stringify({ job_id: jobId }),
    },
  ],
});

describe("L3: a job whose worker is killed", () => {
  it(
    "is taken over as soon as its wake-up returns, makes one plan and is charged once",
    { timeout: 90_000 },
    async () => {
      const { stack, target } = await passingStack({ env: shortTimes });
      const client = await guest({ target });
      const made = await track(client);
      const user_expectations = `killed ${crypto.randomUUID()} [slow 3]`;
      const { job_id } = await client.accepted("generatePlan", {
        body: { track_id: made.id, user_expectations },
      });
      await until(async () => (await modelCalls(user_expectations, target)).length > 0, {
        what: "the model to be asked",
      });
      expect((await budgetOf(client, target))?.reserved).toBeGreaterThan(0);

      const killed = Date.now();
      expect(stack.functions.kill("generate", "busy")).toHaveLength(1);
      const job = await endOfJob(client, job_id, 60_000);

      // Production's 30 s of hiding alone are longer than this.
      expect(Date.now() - killed).toBeLessThan(25_000);
      expect(job).toMatchObject({ status: "complete", attempt: 2, error: null });
      const stored = await client.ok("getTrack", { params: { id: made.id } });
      expect(job.result).toMatchObject({ plan: stored.ai_generated_plan });
      expect(await callsOf(client, target)).toEqual([
        { attempt: 1, outcome: "abandoned" },
        { attempt: 2, outcome: "complete" },
      ]);
      const { tokens_used: spent } = job.result as { tokens_used: number };
      expect(await budgetOf(client, target)).toEqual({ spent, reserved: 0 });
    },
  );

  it(
    "ends all the same when its request is killed too: its key then answers the plan",
    { timeout: 90_000 },
    async () => {
      const { stack, target } = await passingStack({ env: shortTimes });
      const client = await guest({ target });
      const made = await track(client);
      const user_expectations = `both killed ${crypto.randomUUID()} [slow 2]`;
      const request = {
        headers: { "idempotency-key": "plan-1" },
        body: { track_id: made.id, user_expectations },
      };
      const [path, method] = ["/api/ai/generate-plan", "POST"];
      const broken = client.request(method, path, request);
      await until(async () => (await modelCalls(user_expectations, target)).length > 0, {
        what: "the model to be asked",
      });

      stack.functions.kill("generate");
      stack.functions.kill("ai");
      expect((await broken).status).toBeGreaterThanOrEqual(500);
      const { plan } = await until(
        async () => {
          const answer = await client.send("generatePlan", request);
          return answer.status === 200 && (answer.body as { plan: unknown });
        },
        { within: 60_000, what: "the plan" },
      );

      const stored = await client.ok("getTrack", { params: { id: made.id } });
      expect(plan).toEqual(stored.ai_generated_plan);
      expect(await budgetOf(client, target)).toMatchObject({ reserved: 0 });
    },
  );
});

describe("L3: a job whose wake-up or worker is lost", { timeout: 90_000 }, () => {
  it.each([
    ["its wake-up", 0],
    ["its worker", 1],
  ])("is woken by the sweep when it lost %s", async (_, attempt) => {
    const { stack, target } = await passingStack({ scheduleEveryMs: 3_600_000 });
    const client = await guest({ target });
    const id = await lostJob(await track(client), client, target, attempt);

    const swept = await stack.invoke("sweep", {});

    expect(swept).toMatchObject({ ok: true, payload: { woken_jobs: 1 } });
    expect(await endOfJob(client, id)).toMatchObject({ status: "complete", attempt: attempt + 1 });
    expect(await budgetOf(client, target)).toMatchObject({ reserved: 0 });
  });

  it("is given up after five tries, and what it reserved is freed", async () => {
    const { stack, target } = await passingStack({ scheduleEveryMs: 3_600_000 });
    const client = await guest({ target });
    const id = await lostJob(await track(client), client, target, 5);

    await stack.invoke("sweep", {});

    const { status, error } = await endOfJob(client, id);
    expect({ status, code: error?.code }).toEqual({ status: "failed", code: "gave_up" });
    expect(await budgetOf(client, target)).toEqual({ spent: 0, reserved: 0 });
  });

  it("ends as failed when its wake-up is a dead letter, and its owner is told once", async () => {
    const { stack, target } = await passingStack({ scheduleEveryMs: 3_600_000 });
    const client = await guest({ target });
    const made = await track(client);
    const id = await lostJob(made, client, target);
    const socket = await Socket.open(client, made.session_id);
    await socket.ask({ type: "ping", protocol: 2 }, "pong");

    await stack.invoke("give-up", deadLetter(id));
    await stack.invoke("give-up", deadLetter(id));

    expect(await socket.next("job_done")).toMatchObject({
      job_id: id,
      status: "failed",
      error_code: "gave_up",
    });
    expect(await endOfJob(client, id)).toMatchObject({ status: "failed" });
    expect(await budgetOf(client, target)).toEqual({ spent: 0, reserved: 0 });
    await client.ok("generatePlan", { body: { track_id: made.id } });
    expect(socket.all("job_done").filter(({ job_id }) => job_id === id)).toHaveLength(1);
  });

  it("is left alone by a dead letter while a worker holds it", async () => {
    const { stack, target } = await passingStack();
    const client = await guest({ target });
    const made = await track(client);
    const user_expectations = `held ${crypto.randomUUID()} [slow 1]`;
    const { job_id } = await client.accepted("generatePlan", {
      body: { track_id: made.id, user_expectations },
    });
    await until(async () => (await modelCalls(user_expectations, target)).length > 0);

    await stack.invoke("give-up", deadLetter(job_id));

    expect(await endOfJob(client, job_id)).toMatchObject({ status: "complete", attempt: 1 });
  });
});

describe("L3: jobs under a failing queue", { timeout: 90_000 }, () => {
  it("end once when every wake-up is delivered twice", async () => {
    const { target } = await passingStack({ faults: { "queue.duplicate": 1 } });
    const client = await guest({ target });
    const tracks = [await track(client), await track(client), await track(client)];

    await Promise.all(
      tracks.map(({ id }) => client.ok("generatePlan", { body: { track_id: id } })),
    );

    expect(await callsOf(client, target)).toEqual(
      tracks.map(() => ({ attempt: 1, outcome: "complete" })),
    );
  });
});

// Workers of jobs against each other and against what deletes or moves a job: asked directly, in the order that hurts.
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { database } from "../support/database.ts";

Object.assign(process.env, inject("system").environment);
const Postgres = await import("@ai-learning/core/adapters/postgres");
const Jobs = await import("@ai-learning/core/job/job.sql");
const Tracks = await import("@ai-learning/core/track/track.sql");
const Users = await import("@ai-learning/core/user/user.sql");
const { ledger } = await import("@ai-learning/core/usage/usage.sql");
const { newId } = await import("@ai-learning/core/id");

afterAll(() => Postgres.close());

const person = (isGuest: boolean) => ({
  email: `${newId()}@example.com`,
  passwordHash: "!",
  firstName: "Ada",
  lastName: "Lovelace",
  isGuest,
  locale: "en" as const,
});

const draft = {
  title: "Pottery",
  title_source: "learner" as const,
  description: "",
  skill_area: "Pottery",
  difficulty_level: "beginner" as const,
  estimated_duration_hours: 10,
  user_expectations: "",
};

interface Owned {
  readonly userId: string;
  readonly trackId: string;
  readonly jobId: string;
}

/** A pending job that nobody is woken for. */
async function opened(isGuest = false): Promise<Owned> {
  const user = await Users.insert(person(isGuest));
  if (user === undefined) throw new Error("the address was taken");
  const trackId = await Tracks.insert(user.id, draft);
  const job = await open(user.id, trackId);
  return { userId: user.id, trackId, jobId: job.id };
}

async function open(userId: string, trackId: string) {
  const made = await Jobs.open({
    userId,
    kind: "generate-plan",
    input: { track_id: trackId },
    idempotencyKey: null,
    reserve: { calls: 2, answerTokens: 1_000, bytes: 1_000 },
  });
  if (!("job" in made)) throw new Error(made.outcome);
  return made.job;
}

const spent = { prompt: 10, cached: 0, completion: 20, source: "reported" as const };
const answered = {
  text: "",
  model: "gpt",
  usage: spent,
  requests: 1,
  firstTokenMs: 1,
  durationMs: 2,
  isTruncated: false,
  error: null,
  notes: null,
};

const complete = (callId: string, plan: unknown) => ({
  status: "complete" as const,
  result: { plan, chat_id: null, tokens_used: 30 },
  error: null,
  notes: null,
  tokens: 30,
  callId,
  ledger: ledger(callId, answered, "complete", null),
});

async function claimed(jobId: string) {
  const result = await Jobs.claim(jobId, "gpt");
  if (result.outcome !== "claimed") throw new Error(result.outcome);
  return result.claim;
}

const loseLease = (jobId: string) =>
  database()`update jobs set lease_until = now() - interval '1 second' where id = ${jobId}`;

const budgetOf = async (userId: string) => {
  const [day] = await database()`
    select spent, reserved from usage_days where user_id = ${userId}`;
  return day;
};

const planOf = async (trackId: string): Promise<unknown> => {
  const [row] = await database()`
    select ai_generated_plan as plan from learning_tracks where id = ${trackId}`;
  return row?.["plan"];
};

describe("a claimed job", () => {
  let owned: Owned;
  beforeEach(async () => {
    owned = await opened();
  });

  test("cannot be claimed by another worker while its lease is live", async () => {
    await claimed(owned.jobId);
    expect((await Jobs.claim(owned.jobId, "gpt")).outcome).toBe("none");
    expect(await Jobs.giveUp(owned.jobId, "gave_up")).toBeNull();
  });

  test("that was taken over cannot be changed by its former worker", async () => {
    const late = await claimed(owned.jobId);
    await loseLease(owned.jobId);
    const newer = await claimed(owned.jobId);

    expect(await Jobs.renew(late)).toBe(false);
    expect(
      await Jobs.nextCall(
        late,
        {
          callId: late.call_id,
          ledger: ledger(late.call_id, answered, "failed", "model_bad_answer"),
        },
        { name: "gpt", own: false },
      ),
    ).toBeUndefined();
    expect(await Jobs.settle(late, complete(late.call_id, "late"))).toBeNull();
    expect(await planOf(owned.trackId)).toBeNull();

    expect(await Jobs.renew(newer)).toBe(true);
    const ended = await Jobs.settle(newer, complete(newer.call_id, "newer"));
    expect(ended).toMatchObject({ status: "complete", attempt: 2 });
    expect(await planOf(owned.trackId)).toBe("newer");
    expect(await budgetOf(owned.userId)).toEqual({ spent: 30, reserved: 0 });
  });

  test("settled twice, as after a lost reply, is settled and charged once", async () => {
    const claim = await claimed(owned.jobId);
    const first = await Jobs.settle(claim, complete(claim.call_id, "plan"));
    const second = await Jobs.settle(claim, complete(claim.call_id, "plan"));

    expect(second).toEqual(first);
    expect(await budgetOf(owned.userId)).toEqual({ spent: 30, reserved: 0 });
  });

  test("is given up after its last try, and its open ledger row is closed", async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await claimed(owned.jobId);
      await loseLease(owned.jobId);
    }

    expect((await Jobs.claim(owned.jobId, "gpt")).outcome).toBe("gave_up");
    expect(await Jobs.giveUp(owned.jobId, "gave_up")).toMatchObject({ status: "failed" });

    const open = await database()`
      select id from ai_calls where job_id = ${owned.jobId} and outcome is null`;
    expect([...open]).toEqual([]);
    expect(await budgetOf(owned.userId)).toEqual({ spent: 0, reserved: 0 });
  });
});

const rounds = 20;

/** What a worker does; where the job is gone or held it does nothing. */
async function worker({ jobId }: Owned): Promise<void> {
  const result = await Jobs.claim(jobId, "gpt");
  if (result.outcome !== "claimed") return;
  await Jobs.renew(result.claim);
  await Jobs.settle(result.claim, complete(result.claim.call_id, "plan"));
}

const others: readonly (readonly [string, (owned: Owned) => Promise<unknown>])[] = [
  ["another worker", worker],
  ["the deletion of its track", ({ userId, trackId }) => Tracks.remove(userId, trackId)],
  [
    "a change of its track",
    ({ userId, trackId }) => Tracks.update(userId, trackId, { title: "Vases" }),
  ],
  ["the deletion of its user", ({ userId }) => Users.remove(userId)],
  ["the dead letter", ({ jobId }) => Jobs.giveUp(jobId, "gave_up")],
  ["the same request", ({ userId, trackId }) => open(userId, trackId).catch(() => undefined)],
  [
    "the sign-in of its guest",
    async ({ userId }) => {
      const account = await Users.insert(person(false));
      await Users.absorb(userId, account?.id ?? "");
    },
  ],
];

test.each(others)(
  "a worker and %s at once end without a deadlock, and nothing stays reserved",
  { timeout: 120_000 },
  async (_, act) => {
    const all = await Promise.all(Array.from({ length: rounds }, () => opened(true)));

    for (const owned of all) {
      await Promise.all([worker(owned), act(owned)]);
      await worker(owned);
      await Jobs.giveUp(owned.jobId, "gave_up");
    }

    const reserved = await database()`
      select d.* from usage_days d where d.reserved <> 0 and not exists (
        select 1 from jobs j where j.user_id = d.user_id and j.status in ('pending', 'running'))
      and (d.user_id = any (${all.map(({ userId }) => userId)}::uuid[])
        or d.user_id in (select j.user_id from jobs j
          where j.id = any (${all.map(({ jobId }) => jobId)}::uuid[])))`;
    expect([...reserved]).toEqual([]);
    const open = await database()`
      select id from ai_calls where outcome is null
        and job_id = any (${all.map(({ jobId }) => jobId)}::uuid[])`;
    expect([...open]).toEqual([]);
  },
);

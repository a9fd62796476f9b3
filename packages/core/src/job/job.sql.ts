// The statements of jobs: thin calls of the SQL functions that hold their rules.
import type { AnswerNotes } from "@ai-learning/protocol/chat";
import type { JobKind, JobStatus } from "@ai-learning/protocol/job";
import type { Locale } from "@ai-learning/protocol/user";
import { call } from "../adapters/call.ts";
import { db, retryWhileAway } from "../adapters/postgres.ts";
import * as config from "../config.ts";
import { newId } from "../id.ts";
import type { StoredModel } from "../model/own-model.ts";
import type { Asked } from "../model/usage.ts";
import type { Ledger } from "../usage/usage.sql.ts";

/** A job as it is stored. */
export interface JobRow {
  readonly id: string;
  readonly user_id: string;
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly track_id: string | null;
  readonly attempt: number;
  readonly result: unknown;
  readonly error_code: string | null;
  readonly notes: AnswerNotes | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly ended_at: string | null;
}

export interface Opening {
  readonly userId: string;
  readonly kind: JobKind;
  /** Asked for with the same input, it is the same job; `track_id` and `chat_id` in it have to be the user's. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The client's own name for the job; null: it has none once it has ended. */
  readonly idempotencyKey: string | null;
  /** What is reserved: so many calls of the model, each with so much dialogue and so long an answer. */
  readonly reserve: {
    readonly calls: number;
    readonly answerTokens: number;
    readonly bytes: number;
  };
}

export type Opened =
  | { readonly outcome: "accepted" | "known"; readonly job: JobRow }
  | {
      readonly outcome:
        | "signed_out"
        | "track_not_found"
        | "chat_not_found"
        | "key_reused"
        | "too_many_jobs"
        | "budget_exhausted"
        | "module_not_found"
        | "module_archived"
        | "outlined";
    };

/** Opens a job or finds the one that is meant. One round trip. */
export const open = (opening: Opening): Promise<Opened> =>
  call("open_job", {
    user_id: opening.userId,
    job_id: newId(),
    kind: opening.kind,
    input: opening.input,
    idempotency_key: opening.idempotencyKey,
    calls: opening.reserve.calls,
    answer_tokens: opening.reserve.answerTokens,
    bytes: opening.reserve.bytes,
    limit: config.dailyTokens().user,
    guest_limit: config.dailyTokens().guest,
    max_jobs: config.openTurns(),
  });

/** A job of the user. */
export async function read(userId: string, jobId: string): Promise<JobRow | undefined> {
  const [row] = await db()<{ job: JobRow }[]>`
    select job_json(j) as job from jobs j where id = ${jobId} and user_id = ${userId}`;
  return row?.job;
}

/** A job that a worker holds. */
export interface Claim {
  readonly job_id: string;
  readonly user_id: string;
  readonly kind: JobKind;
  readonly input: Readonly<Record<string, unknown>>;
  readonly track_id: string | null;
  /** The chat whose dialogue it reads. */
  readonly chat_id: string | null;
  /** What that chat says of its model. */
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly locale: Locale;
  readonly attempt: number;
  readonly fence: number;
  /** The ledger row of its first call, open. */
  readonly call_id: string;
  /** The owner's own model, its key sealed; null: the server's answers. */
  readonly own_model: StoredModel | null;
  /** 0: the owner's own model was to answer. */
  readonly reserved_tokens: number;
}

export type Claimed =
  | { readonly outcome: "claimed"; readonly claim: Claim }
  | { readonly outcome: "gave_up" | "none" };

/** Claims a job for the server's `model`, if nobody holds it. */
export async function claim(jobId: string, model: string): Promise<Claimed> {
  const { leaseMs, maxTries, databaseMs } = config.jobTiming();
  const input = {
    job_id: jobId,
    call_id: newId(),
    model,
    lease_seconds: leaseMs / 1000,
    max_tries: maxTries,
  };
  return retryWhileAway(databaseMs, () => call<Claimed>("claim_job", input));
}

type Held = Pick<Claim, "job_id" | "fence">;

/** Renews a claim, and notes what a model was asked; false when the job is somebody else's or over. */
export async function renew(held: Held, asked: Asked | null = null): Promise<boolean> {
  const { outcome } = await call<{ outcome: "renewed" | "lost" }>("renew_job", {
    job_id: held.job_id,
    fence: held.fence,
    lease_seconds: config.jobTiming().leaseMs / 1000,
    ...(asked !== null && { call_id: asked.callId, prompt_tokens: asked.promptTokens }),
  });
  return outcome === "renewed";
}

/** Closes the ledger row of one call and opens another's; undefined when the job is not ours any more. */
export async function nextCall(
  held: Held,
  ended: { readonly callId: string; readonly ledger: Ledger },
  model: { readonly name: string; readonly own: boolean },
): Promise<string | undefined> {
  const callId = newId();
  const { outcome } = await call<{ outcome: "opened" | "lost" }>("next_job_call", {
    job_id: held.job_id,
    fence: held.fence,
    call_id: ended.callId,
    ledger: ended.ledger,
    next_call_id: callId,
    model: model.name,
    own_key: model.own,
  });
  return outcome === "opened" ? callId : undefined;
}

export interface Ending {
  readonly status: "complete" | "failed";
  readonly result: unknown;
  readonly error: string | null;
  readonly notes: AnswerNotes | null;
  /** Of all its calls. */
  readonly tokens: number;
  /** The ledger row that is still open, and what goes into it. */
  readonly callId: string;
  readonly ledger: Ledger;
}

/** Ends a claimed job; null when it is not ours any more: its call is closed all the same. */
export async function settle(held: Held, ending: Ending): Promise<JobRow | null> {
  const input = {
    job_id: held.job_id,
    fence: held.fence,
    status: ending.status,
    result: ending.result,
    error: ending.error,
    notes: ending.notes,
    tokens: ending.tokens,
    call_id: ending.callId,
    ledger: ending.ledger,
  };
  const { job } = await retryWhileAway(config.jobTiming().databaseMs, () =>
    call<{ job?: JobRow }>("settle_job", input),
  );
  return job ?? null;
}

/** Ends a job that nobody works on as failed; null when it is over or held. */
export async function giveUp(jobId: string, error: string): Promise<JobRow | null> {
  const { job } = await call<{ job?: JobRow }>("give_up_job", { job_id: jobId, error });
  return job ?? null;
}

/** Unfinished jobs without a live worker, for a while if they wait for their first; and how many there are in all. */
export async function lost(
  limit: number,
): Promise<{ readonly lost: readonly string[]; readonly open: number }> {
  const { lostAfterMs } = config.jobTiming();
  const [row] = await db()<{ lost: string[]; open: number }[]>`
    select (select count(*)::integer from jobs where status in ('pending', 'running')) as open,
      array(select id::text from jobs
        where status in ('pending', 'running')
          and coalesce(lease_until, updated_at + make_interval(secs => ${lostAfterMs / 1000}))
            < clock_timestamp()
        order by updated_at limit ${limit}) as lost`;
  if (row === undefined) throw new Error("a count is always there");
  return row;
}

/** Whose a job is now: a guest's may have become an account's. */
export async function ownerOf(jobId: string): Promise<string | undefined> {
  const [row] = await db()<{ user_id: string }[]>`select user_id from jobs where id = ${jobId}`;
  return row?.user_id;
}

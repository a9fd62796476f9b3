// Model work with a structured result, apart from the request that asked for it: opened, read, waited for.
import type { Job } from "@ai-learning/protocol/job";
import { delayOf } from "@ai-learning/protocol/backoff";
import type { ErrorCode } from "@ai-learning/protocol/error";
import { setTimeout as pause } from "node:timers/promises";
import { tryWake } from "../adapters/queue.ts";
import * as config from "../config.ts";
import { problem, PublicError, sentenceOf } from "../error.ts";
import * as log from "../log.ts";
import { failure } from "../turn/failure.ts";
import * as Users from "../user/user.sql.ts";
import * as Rows from "./job.sql.ts";

export type { Opening } from "./job.sql.ts";

/** The public shape of a row. */
export function show(row: Rows.JobRow): Job {
  const { user_id: _, error_code: code, notes, ...rest } = row;
  const error = code === null ? null : { code: code as ErrorCode, detail: sentenceOf(code) };
  return { ...rest, ...notes, error };
}

const refusals = {
  signed_out: "invalid_token",
  track_not_found: "track_not_found",
  chat_not_found: "chat_not_found",
  too_many_jobs: "too_many_turns",
  budget_exhausted: "budget_exhausted",
  module_not_found: "module_not_found",
  module_archived: "module_archived",
} as const;

const isUnfinished = ({ status }: Pick<Job, "status">): boolean =>
  status === "pending" || status === "running";

/**
 * Opens a job, or finds the one that is repeated: by its key, else by its input while it is unfinished. A worker is
 * woken while it is unfinished. One that failed is opened again. Null: what it was to make is there already.
 * @throws PublicError track_not_found, chat_not_found, budget_exhausted, too_many_turns, invalid_token, or
 *   message_id_reused for a key that was used for another input
 */
export async function open(opening: Rows.Opening): Promise<Job | null> {
  const opened = await Rows.open(opening);
  if (opened.outcome === "outlined") return null;
  if (opened.outcome === "key_reused") {
    const sentence = "This Idempotency-Key was already used for another request";
    throw new PublicError("message_id_reused", sentence);
  }
  if (opened.outcome !== "accepted" && opened.outcome !== "known") {
    throw problem(refusals[opened.outcome]);
  }
  log.add({ job_id: opened.job.id });
  log.info("job_accepted", { kind: opened.job.kind, outcome: opened.outcome });
  if (isUnfinished(opened.job)) await tryWake({ job_id: opened.job.id });
  return show(opened.job);
}

/** @throws PublicError job_not_found */
export async function read(userId: string, jobId: string): Promise<Job> {
  const row = await Rows.read(userId, jobId);
  if (row === undefined) throw problem("job_not_found");
  return show(row);
}

/**
 * Waits for a job's end, or with `patient` false looks once. Null: it goes on, or it failed and nobody wanted to wait.
 * @throws PublicError the job's own error when it failed; job_not_found when it was deleted meanwhile; invalid_token when
 *   its user was, or has become part of an account
 */
export async function wait(userId: string, job: Job, patient: boolean): Promise<Job | null> {
  const { waitMs, firstPollMs, maxPollMs } = config.jobTiming();
  const deadline = Date.now() + (patient ? waitMs : 0);
  const backoff = { firstMs: firstPollMs, maxMs: maxPollMs, factor: 1.5 };
  for (let retry = 0, known: Job | undefined = job; ; retry += 1) {
    if (known.status === "complete") return known;
    if (known.status === "failed") {
      if (!patient) return null;
      throw failure({ error_code: known.error?.code ?? null, notes: known });
    }
    if (Date.now() >= deadline) return null;
    await pause(delayOf(backoff, retry));
    const row = await Rows.read(userId, job.id);
    if (row === undefined) {
      const isGone = (await Users.byId(userId)) === undefined;
      throw problem(isGone ? "invalid_token" : "job_not_found");
    }
    known = show(row);
  }
}

/** Jobs woken in one sweep. */
const maxWoken = 200;

/** Wakes every job that was accepted and has no live worker; returns how many, and how many are not finished at all. */
export async function wakeLost(): Promise<{ readonly woken: number; readonly open: number }> {
  const { lost, open } = await Rows.lost(maxWoken);
  await Promise.all(lost.map((id) => tryWake({ job_id: id })));
  if (lost.length > 0) log.info("jobs_woken", { count: lost.length });
  return { woken: lost.length, open };
}

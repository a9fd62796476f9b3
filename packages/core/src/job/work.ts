// The worker of jobs: claims one, does what its kind asks, settles it.
import type { JobKind } from "@ai-learning/protocol/job";
import { hold } from "../adapters/queue.ts";
import * as config from "../config.ts";
import { problem, PublicError, sentenceOf } from "../error.ts";
import * as FreeLesson from "../learning/free-lesson.ts";
import * as Outline from "../learning/outline.ts";
import * as log from "../log.ts";
import { countAnswer, countJob } from "../metrics.ts";
import { chatModelOf, choose, type Model } from "../model/choice.ts";
import { unasked, type Answer } from "../model/client.ts";
import * as usage from "../model/usage.ts";
import * as Plan from "../track/plan.ts";
import { notesOf } from "../turn/notes.ts";
import { ledger } from "../usage/usage.sql.ts";
import { announceEnded } from "./announce.ts";
import { giveUp } from "./give-up.ts";
import * as Rows from "./job.sql.ts";
import type { Run, Work } from "./kind.ts";
import { keepLease } from "./lease.ts";

/** What each kind of job does. */
const runs: Readonly<Record<JobKind, Run>> = {
  "generate-plan": Plan.run,
  "module-outline": Outline.run,
  "generate-lesson": FreeLesson.run,
};

/**
 * Works on a job to its end, unless it is over or somebody else's.
 *   receipt: of the wake-up, kept ours while we work.
 */
export async function work(jobId: string, receipt: string): Promise<void> {
  const release = hold(receipt);
  try {
    const claimed = await Rows.claim(jobId, config.model().name);
    if (claimed.outcome === "gave_up") await giveUp(jobId, "gave_up");
    if (claimed.outcome === "claimed") {
      const { claim } = claimed;
      const { job_id, user_id, chat_id } = claim;
      await log.within({ job_id, user_id, chat_id }, () => perform(claim));
    }
  } finally {
    release();
  }
}

async function perform(claim: Rows.Claim): Promise<void> {
  log.info("job_claimed", { kind: claim.kind, attempt: claim.attempt });
  const renew = async (): Promise<boolean> => {
    const { asked } = calls;
    const isOurs = await Rows.renew(claim, asked);
    if (calls.asked === asked) calls.asked = null;
    return isOurs;
  };
  const lease = keepLease(renew, config.jobTiming());
  const calls = new Calls(claim, lease.signal);
  try {
    const made = await runs[claim.kind]({ claim, ask: (request) => calls.ask(request) }).then(
      (result) => ({ result, error: null }),
      (error: unknown) => ({ result: null, error }),
    );
    await lease.close();
    const ending = calls.ending(made.result, made.error);
    const ended = await Rows.settle(claim, ending);
    if (ended === null) return;
    countJob(ended.status, claim.kind);
    if (claim.own_model === null) {
      countAnswer({ ...calls.answer, kind: claim.kind, code: ending.error });
    }
    if (ended.status === "failed") {
      log.warn("job_failed", { kind: claim.kind, code: ended.error_code }, made.error);
    }
    await announceEnded(ended);
  } finally {
    await lease.close();
  }
}

/** The model calls of one claim: the ledger row of the last one stays open until the job is settled. */
class Calls {
  readonly #claim: Rows.Claim;
  readonly #signal: AbortSignal;
  #callId: string;
  #model: Model | null = null;
  #last: Answer | null = null;
  #spent = usage.none;
  /** What the next renewal of the lease notes in the ledger. */
  asked: usage.Asked | null = null;

  constructor(claim: Rows.Claim, signal: AbortSignal) {
    this.#claim = claim;
    this.#signal = signal;
    this.#callId = claim.call_id;
  }

  /** Chosen at the first call. */
  #choose(): Model {
    const { own_model, reserved_tokens, user_id, context } = this.#claim;
    // Its own model is gone meanwhile: the server's is only for what a budget was asked for.
    if (own_model === null && reserved_tokens === 0) throw problem("own_model_unavailable");
    return choose(user_id, own_model, chatModelOf(context));
  }

  ask: Work["ask"] = async (request) => {
    const model = (this.#model ??= this.#choose());
    if (this.#last !== null) {
      const row = ledger(this.#callId, this.#last, "failed", "model_bad_answer");
      const { name, own } = model.endpoint;
      const next = await Rows.nextCall(
        this.#claim,
        { callId: this.#callId, ledger: row },
        { name, own },
      );
      if (next === undefined) throw problem("internal_error", new Error("the job was lost"));
      this.#callId = next;
    }
    this.asked = { callId: this.#callId, promptTokens: usage.promptTokens(request.messages) };
    const answer = await model.ask({ ...request, signal: this.#signal });
    this.#spent = this.#last === null ? answer.usage : usage.sum(this.#spent, answer.usage);
    this.#last = answer;
    const code = answer.error === "aborted" ? "internal_error" : answer.error;
    if (code === null) return answer;
    throw new PublicError(code, sentenceOf(code), { cause: answer.cause });
  };

  /** The last answer of the model; what there is of one when it was not asked. */
  get answer(): Answer {
    return this.#last ?? unasked(this.#modelName);
  }

  get #modelName(): string {
    return this.#model?.endpoint.name ?? this.#claim.own_model?.model_name ?? config.model().name;
  }

  /** How the job ends: with a result, or with an error. */
  ending(result: Readonly<Record<string, unknown>> | null, error: unknown): Rows.Ending {
    const known = error instanceof PublicError;
    if (error !== null && !known) log.error("job_broke", error);
    const code = error === null ? null : known ? error.code : "internal_error";
    const status = code === null ? "complete" : "failed";
    const tokens = usage.total(this.#spent);
    const isOwn = this.#claim.own_model !== null;
    return {
      status,
      result: result === null ? null : { ...result, tokens_used: tokens },
      error: code,
      notes: notesOf({ answer: this.answer, error: code, isOwn, now: Date.now() }),
      tokens,
      callId: this.#callId,
      ledger: ledger(this.#callId, this.answer, status, code),
    };
  }
}

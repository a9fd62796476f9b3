// One claimed turn from its model to its ending: who answers, and what comes of an answer that could not be written.
import { problem, PublicError } from "../error.ts";
import * as log from "../log.ts";
import { chatModelOf, choose } from "../model/choice.ts";
import { unasked, type Answer } from "../model/client.ts";
import { serverModelName } from "../model/server-model.ts";
import * as usage from "../model/usage.ts";
import { planTitle } from "../module/shown-plans.ts";
import { ledger } from "../usage/usage.sql.ts";
import { produce } from "./answer.ts";
import { finalization, fromPlan } from "./finalization.ts";
import { notesOf, type Known } from "./notes.ts";
import { finalizationOf, subjectOf, type Produced, type Writing } from "./subject.ts";
import type * as Rows from "./turn.sql.ts";

/** What was written, and the name of the model that wrote it. */
export type Written = Produced & { readonly model: string };

/** Writes a claimed turn. Throws when it cannot be written at all. */
export type WriteAnswer = (claim: Rows.Claim, keeper: Writing) => Promise<Written>;

/** The name of the model that a turn is for. */
function nameOf({ own_model, context }: Rows.Claim): string {
  const wanted = chatModelOf(context).model_name;
  return own_model === null ? serverModelName(wanted) : (wanted ?? own_model.model_name);
}

export const writeAnswer: WriteAnswer = async (claim, keeper) => {
  const subject = await subjectOf(claim);
  const name = nameOf(claim);
  const toFinalise = finalizationOf(claim, subject);
  const ready = toFinalise === null ? null : fromPlan(claim, toFinalise, name);
  if (ready !== null) return { ...ready, model: name };
  // Its own model is gone meanwhile: the server's is only for what a budget was asked for.
  if (claim.own_model === null && claim.held === 0) throw problem("own_model_unavailable");
  const model = choose(claim.user_id, claim.own_model, chatModelOf(claim.context));
  const produced =
    toFinalise === null
      ? await produce(claim, model, keeper, subject)
      : await finalization(claim, model, keeper, toFinalise);
  return { ...produced, model: model.endpoint.name };
};

/** A turn that could not be written: it fails, and the log knows why. */
export function unwritten(claim: Rows.Claim, serverModel: string, error: unknown): Written {
  const model = claim.own_model?.model_name ?? serverModel;
  const isKnown = error instanceof PublicError;
  if (!isKnown) log.error("turn_broke", error, { chat_id: claim.chat_id });
  const nothing: Answer = {
    ...unasked(model),
    error: isKnown ? error.code : "internal_error",
    cause: error,
  };
  return {
    answer: nothing,
    text: "",
    modules: null,
    usage: usage.none,
    callId: claim.call_id,
    model,
  };
}

function statusOf({ answer, modules }: Written, isStopped: boolean): Rows.EndStatus {
  if (isStopped && modules === null) return "stopped";
  if (answer.error !== null) return "failed";
  return answer.isTruncated ? "truncated" : "complete";
}

/** How a written turn is settled. */
export function endingOf(
  written: Written,
  how: { readonly isStopped: boolean } & Pick<Known, "isOwn" | "now">,
): Rows.Ending {
  const { answer, modules } = written;
  const status = statusOf(written, how.isStopped);
  const code = answer.error === "aborted" ? "internal_error" : answer.error;
  const error = status === "failed" ? code : null;
  return {
    status,
    text: written.text,
    error,
    tokens: usage.total(written.usage),
    model: written.model,
    ledger: ledger(written.callId, answer, status, error),
    modules: status === "complete" ? modules : null,
    title:
      status === "complete" && modules === null && written.lesson === undefined
        ? planTitle(written.text)
        : null,
    lesson: written.lesson ?? null,
    notes: notesOf({
      answer,
      error,
      isOwn: how.isOwn,
      now: how.now,
      isFromPlan: written.isFromPlan,
    }),
  };
}

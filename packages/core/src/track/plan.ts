// A structured plan for a track, kept with it.
import { setTimeout as pause } from "node:timers/promises";
import { readContext } from "../chat/context.sql.ts";
import * as config from "../config.ts";
import { problem, PublicError, sentenceOf } from "../error.ts";
import * as log from "../log.ts";
import { choose } from "../model/choice.ts";
import type { Answer } from "../model/client.ts";
import { total } from "../model/usage.ts";
import { dialogueOf, localeOf, trackOf } from "../prompts/context.ts";
import { coursePlanSchema, parsePlan, type CoursePlan } from "../prompts/course.ts";
import type { Locale } from "../prompts/locale.ts";
import * as prompt from "../prompts/plan.ts";
import * as ModelSettings from "../user/model-settings.ts";
import * as Usage from "../usage/usage.sql.ts";
import * as Tracks from "./track.sql.ts";

const reserve = 6_000;
const answerMs = 24_000;

export interface PlanRequest {
  readonly trackId: string;
  readonly chatId: string | null;
  readonly expectations: string | null;
  readonly locale: Locale;
  /** The client's name for this request: repeated, it is the stored plan without a model call. */
  readonly idempotencyKey: string | null;
}

/** Throws `track_not_found`, `budget_exhausted`, `in_progress` or a model error. */
export async function generatePlan(
  userId: string,
  request: PlanRequest,
): Promise<{ plan: unknown; tokens: number | null; chatId: string | null }> {
  const found = await Tracks.get(userId, request.trackId);
  if (found === undefined) throw problem("track_not_found");
  const chatId = request.chatId ?? found.chat_id;
  const model = choose(userId, ...(await ModelSettings.stored(userId, chatId)));
  const { endpoint } = model;
  const key = request.idempotencyKey === null ? null : `plan:${request.idempotencyKey}`;
  if (key !== null) await Usage.forgetFailed(userId, key);
  const callId = await Usage.open({
    userId,
    trackId: request.trackId,
    kind: "plan",
    model: endpoint.name,
    idempotencyKey: key,
    ownKey: endpoint.own,
  });
  if (callId === undefined) return repeated(userId, key ?? "", chatId);

  // The user's own key pays for itself.
  const day = endpoint.own ? null : await Usage.reserve(userId, reserve, config.dailyTokens());
  let answer: Answer | null = null;
  let code: PublicError["code"] | null = "internal_error";
  try {
    if (day === null && !endpoint.own) {
      code = "budget_exhausted";
      throw problem(code);
    }
    const known = await readContext(userId, {
      trackId: request.trackId,
      chatId,
      before: null,
      bytes: 12_000,
    });
    const track = trackOf(known, null);
    if (track === null) throw problem("track_not_found");
    const history = dialogueOf(known);
    answer = await model.ask({
      messages: prompt.messages({
        track: { ...track, expectations: request.expectations || track.expectations },
        history,
        locale: localeOf(track, history, request.locale),
      }),
      settings: prompt.settings,
      schema: coursePlanSchema,
      signal: AbortSignal.timeout(answerMs),
    });
    const plan = planOf(answer);
    code = null;
    await Tracks.storePlan(userId, request.trackId, plan);
    return { plan, tokens: total(answer.usage), chatId };
  } catch (error) {
    if (error instanceof PublicError) code = error.code;
    throw error;
  } finally {
    const spent = answer === null ? 0 : total(answer.usage);
    if (day !== null) await Usage.settle(callId, day, reserve, spent);
    const outcome = code === null ? "complete" : "failed";
    await Usage.close(callId, Usage.ledger(answer ?? unasked(endpoint.name), outcome, code));
  }
}

function planOf(answer: Answer): CoursePlan {
  const code = answer.error === "aborted" ? "model_timeout" : answer.error;
  if (code !== null) {
    throw new PublicError(code, sentenceOf(code), { cause: answer.cause });
  }
  const parsed = parsePlan(answer.text);
  if (!parsed.ok) {
    log.warn("plan_not_usable", { issues: parsed.issues.join("; ").slice(0, 500) });
    throw problem("model_bad_answer");
  }
  return parsed.plan;
}

const unasked = (model: string): Answer => ({
  text: "",
  model,
  usage: { prompt: 0, cached: 0, completion: 0, source: "estimated" },
  requests: 0,
  firstTokenMs: null,
  durationMs: 0,
  isTruncated: false,
  error: null,
});

/** The same request again: waits for the first one and answers what it stored. */
async function repeated(userId: string, key: string, chatId: string | null) {
  for (const until = Date.now() + answerMs; Date.now() < until; await pause(200)) {
    const call = await Usage.byKey(userId, key);
    if (call === undefined || call.outcome === "failed") throw problem("model_unavailable");
    if (call.outcome === "complete" && call.track_id !== null) {
      const track = await Tracks.get(userId, call.track_id);
      if (track === undefined) throw problem("track_not_found");
      return { plan: track.ai_generated_plan, tokens: call.tokens, chatId };
    }
  }
  throw problem("in_progress");
}

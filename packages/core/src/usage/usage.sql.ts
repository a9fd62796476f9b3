// The ledger of model calls that belong to no turn.
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
import type { Answer } from "../model/client.ts";
import { priceOf } from "../model/price.ts";
import { db } from "../adapters/postgres.ts";

export interface OpenCall {
  readonly userId: string | null;
  readonly trackId: string | null;
  readonly kind: "plan" | "connection_test";
  readonly model: string;
  readonly idempotencyKey: string | null;
  /** The user's own key pays, not the server's. */
  readonly ownKey: boolean;
}

/** Opens a row before a call; undefined when its idempotency key has one already. */
export async function open(opening: OpenCall): Promise<string | undefined> {
  const [row] = await db()<{ id: string }[]>`
    insert into ai_calls (id, user_id, track_id, kind, model, idempotency_key, own_key)
    values (${newId()}, ${opening.userId}, ${opening.trackId}, ${opening.kind}, ${opening.model},
      ${opening.idempotencyKey}, ${opening.ownKey})
    on conflict (user_id, idempotency_key) where idempotency_key is not null do nothing
    returning id`;
  return row?.id;
}

/** Frees the idempotency key of calls that failed, so that the request can be made again. */
export async function forgetFailed(userId: string, idempotencyKey: string): Promise<void> {
  await db()`
    update ai_calls set idempotency_key = null
    where user_id = ${userId} and idempotency_key = ${idempotencyKey} and outcome <> 'complete'`;
}

export interface CallRow {
  outcome: string | null;
  track_id: string | null;
  tokens: number | null;
}

export async function byKey(userId: string, idempotencyKey: string): Promise<CallRow | undefined> {
  const [row] = await db()<CallRow[]>`
    select outcome, track_id, prompt_tokens + completion_tokens as tokens from ai_calls
    where user_id = ${userId} and idempotency_key = ${idempotencyKey}`;
  return row;
}

/** What the ledger keeps of an answer. */
export const ledger = (
  answer: Answer,
  outcome: "complete" | "truncated" | "stopped" | "failed",
  errorCode: string | null,
) => ({
  requests: answer.requests,
  model: answer.model,
  prompt_tokens: answer.usage.prompt,
  cached_tokens: answer.usage.cached,
  completion_tokens: answer.usage.completion,
  token_source: answer.usage.source,
  first_token_ms: answer.firstTokenMs,
  duration_ms: answer.durationMs,
  outcome,
  error_code: errorCode,
  price_usd: priceOf(answer.model, answer.usage),
});
export type Ledger = ReturnType<typeof ledger>;

export async function close(id: string, entry: Ledger): Promise<void> {
  await call("close_call", { call_id: id, ledger: entry });
}

/** Holds tokens back from today's budget; false when they do not fit. */
export async function reserve(
  userId: string,
  tokens: number,
  limit: { user: number; guest: number },
): Promise<string | null> {
  const { outcome, day } = await call<{ outcome: string; day: string }>("reserve_today", {
    user_id: userId,
    tokens,
    limit: limit.user,
    guest_limit: limit.guest,
  });
  return outcome === "reserved" ? day : null;
}

/** Books what a call cost on the day it was reserved on, for whoever owns the call by now. */
export async function settle(
  callId: string,
  day: string,
  reserved: number,
  spent: number,
): Promise<void> {
  await db()`
    update usage_days d set reserved = greatest(0, d.reserved - ${reserved}),
      spent = d.spent + ${spent}
    from ai_calls c where c.id = ${callId} and d.user_id = c.user_id and d.day = ${day}`;
}

/** What of a UTC day's budget is spent and held back so far; the day is today. */
export async function today(
  userId: string,
): Promise<{ day: string; spent: number; reserved: number }> {
  const [row] = await db()<{ day: string; spent: number; reserved: number }[]>`
    select t.day::text as day, coalesce(d.spent, 0) as spent, coalesce(d.reserved, 0) as reserved
    from (select (now() at time zone 'UTC')::date as day) t
    left join usage_days d on d.user_id = ${userId} and d.day = t.day`;
  if (row === undefined) throw new Error("there is always a today");
  return row;
}

// The ledger of model calls: its rows, and those that belong to no turn and no job.
import { call } from "../adapters/call.ts";
import { newId, timeOf } from "../id.ts";
import type { Answer } from "../model/client.ts";
import { priceOf } from "../model/price.ts";
import { db } from "../adapters/postgres.ts";

/** Opens a row before a connection test; `own`: the user's own key pays, not the server's. */
export async function openTest(
  userId: string | null,
  model: { readonly name: string; readonly own: boolean },
): Promise<string> {
  const id = newId();
  await db()`
    insert into ai_calls (id, user_id, kind, model, own_key)
    values (${id}, ${userId}, 'connection_test', ${model.name}, ${model.own})`;
  return id;
}

/**
 * What the ledger keeps of an answer.
 *
 * @param callId the row's; a call is priced by the day on which its row was opened
 */
export const ledger = (
  callId: string,
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
  // What nobody was asked for costs nothing, whatever the model's price.
  price_usd: answer.requests === 0 ? 0 : priceOf(answer.model, answer.usage, timeOf(callId)),
});
export type Ledger = ReturnType<typeof ledger>;

export async function close(id: string, entry: Ledger): Promise<void> {
  await call("close_call", { call_id: id, ledger: entry });
}

/** Closes the row of a call whose worker found that its work is another's by now, with what that worker knows of it. */
export async function closeLost(id: string, answer: Answer): Promise<void> {
  await call("close_lost_call", { call_id: id, ledger: ledger(id, answer, "failed", null) });
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

/** No function runs for so long. */
const forgottenAfterMinutes = 30;

/** Closes rows, at most `limit`, whose calls nobody can be making any more; returns how many. */
export async function closeForgotten(limit: number): Promise<number> {
  const input = { minutes: forgottenAfterMinutes, limit };
  return (await call<{ count: number }>("close_forgotten_calls", input)).count;
}

interface Unpriced {
  readonly id: string;
  readonly model: string;
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
}

/** Calls that ended within so many seconds, have tokens and no price, and whose worker did not close them itself. */
export const unpriced = (seconds: number, limit: number): Promise<Unpriced[]> => db()<Unpriced[]>`
  select id, model, prompt_tokens as prompt, coalesce(cached_tokens, 0) as cached,
    coalesce(completion_tokens, 0) as completion
  from ai_calls
  where closed_at > now() - make_interval(secs => ${seconds}) and price_usd is null
    and duration_ms is null and prompt_tokens is not null
  order by closed_at limit ${limit}`;

/** Prices a call that has no price. */
export async function setPrice(id: string, usd: number): Promise<void> {
  await db()`update ai_calls set price_usd = ${usd} where id = ${id} and price_usd is null`;
}

/** Where the ledger and something beside it do not agree: a row of the view `ledger_differences`. */
export interface Difference {
  readonly kind: string;
  readonly id: string | null;
  readonly user_id: string | null;
  readonly day: string | null;
  readonly ledger: number | null;
  readonly stored: number | null;
}

/** Differences of calls that ended within so many seconds, at most `limit`. */
export const differences = (seconds: number, limit: number): Promise<Difference[]> => db()<
  Difference[]
>`
  select kind, id, user_id, day::text, ledger, stored from ledger_differences
  where at > now() - make_interval(secs => ${seconds}) and kind <> 'no_call' limit ${limit}`;

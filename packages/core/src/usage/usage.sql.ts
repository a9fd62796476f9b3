// The ledger of model calls: its rows, and those that belong to no turn and no job.
import { call } from "../adapters/call.ts";
import { newId } from "../id.ts";
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
  // What nobody was asked for costs nothing, whatever the model's price.
  price_usd: answer.requests === 0 ? 0 : priceOf(answer.model, answer.usage),
});
export type Ledger = ReturnType<typeof ledger>;

export async function close(id: string, entry: Ledger): Promise<void> {
  await call("close_call", { call_id: id, ledger: entry });
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

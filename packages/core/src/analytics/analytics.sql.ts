// Queries on figures, and the roll-up that keeps everybody's quick.
import type {
  Funnel,
  Planning,
  RangeQuery,
  ResponseTimes,
  UsageAnswer,
  UsageQuery,
} from "@ai-learning/protocol/analytics";
import { limits } from "@ai-learning/protocol/limits";
import { call } from "../adapters/call.ts";

type Refusal = { readonly outcome: "unknown_zone" | "backwards" | "too_long" };
export type Answer<T> = ({ readonly outcome: "found" } & T) | Refusal;

const input = (userId: string, query: RangeQuery): object => ({
  ...query,
  user_id: userId,
  max_days: limits.analyticsDays,
});

export const usage = (userId: string, query: UsageQuery): Promise<Answer<UsageAnswer>> =>
  call("read_usage", input(userId, query));

export const responseTimes = (userId: string, query: RangeQuery): Promise<Answer<ResponseTimes>> =>
  call("read_response_times", input(userId, query));

export const planning = (userId: string, query: RangeQuery): Promise<Answer<Planning>> =>
  call("read_planning", input(userId, query));

export const funnel = (userId: string, query: RangeQuery): Promise<Answer<Funnel>> =>
  call("read_funnel", input(userId, query));

/** Adds closed ledger rows to the sums, at most `limit`; returns how many there were. */
export async function rollUp(limit: number): Promise<number> {
  return (await call<{ count: number }>("roll_up_calls", { limit })).count;
}

/** Stores the milestones of tracks that were marked, by at most `limit` marks; returns how many tracks there were. */
export async function refreshMilestones(limit: number): Promise<number> {
  return (await call<{ count: number }>("refresh_milestones", { limit })).count;
}

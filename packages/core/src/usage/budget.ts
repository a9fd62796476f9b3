// What is left of a user's tokens today.
import type { Usage } from "@ai-learning/protocol/user";
import * as config from "../config.ts";
import * as Rows from "./usage.sql.ts";

const dayMs = 86_400_000;

/** Today's budget of a user. */
export async function today(user: { id: string; is_guest: boolean }): Promise<Usage> {
  const { day, spent, reserved } = await Rows.today(user.id);
  const limits = config.dailyTokens();
  const limit = user.is_guest ? limits.guest : limits.user;
  return {
    day,
    limit,
    spent,
    reserved,
    left: Math.max(0, limit - spent - reserved),
    renews_at: new Date(Date.parse(day) + dayMs).toISOString(),
  };
}

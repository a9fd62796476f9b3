// What is left of a budget, as headers: those of draft-ietf-httpapi-ratelimit-headers-10, and the older
// three that clients know.
import * as log from "@ai-learning/core/log";
import * as Budget from "@ai-learning/core/usage/budget";

export const budgetHeaderNames = [
  "RateLimit-Policy",
  "RateLimit",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
] as const;

const daySeconds = 86_400;

/** Adds today's budget of a user to an answer. An answer without it is better than none. */
export async function addBudget(
  headers: Headers,
  user: { id: string; is_guest: boolean },
): Promise<void> {
  try {
    const { limit, left, renews_at } = await Budget.today(user);
    const seconds = Math.max(0, Math.ceil((Date.parse(renews_at) - Date.now()) / 1000));
    headers.set("RateLimit-Policy", `"day";q=${limit};qu="tokens";w=${daySeconds}`);
    headers.set("RateLimit", `"day";r=${left};t=${seconds}`);
    headers.set("RateLimit-Limit", String(limit));
    headers.set("RateLimit-Remaining", String(left));
    headers.set("RateLimit-Reset", String(seconds));
  } catch (error) {
    log.warn("budget_not_told", {}, error);
  }
}

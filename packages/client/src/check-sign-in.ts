// Whether a sign-in is still good: a refused WebSocket handshake does not say.
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import type { Clock } from "./clock.ts";

/** Milliseconds until it is asked again where another tab's new sign-in may be on its way to this browser. */
const patience = [500, 1_000, 2_000];

/** What was said at another time is of no use here. */
const now = { headers: { "Cache-Control": "no-cache" } };

/**
 * A browser's call may renew the sign-in on the way. "unreachable": nobody could say.
 *
 * @param replaced the clock to wait by before a refusal is believed: the sign-in may have been replaced, and not ended
 */
export async function checkSignIn(
  call: Call,
  replaced?: Clock,
): Promise<"ok" | "refused" | "unreachable"> {
  const waits = replaced === undefined ? [] : patience;
  for (const wait of [...waits, null]) {
    try {
      await call("me", now);
      return "ok";
    } catch (error) {
      if (!(error instanceof ApiError && error.needsSignIn)) return "unreachable";
      if (wait === null) return "refused";
    }
    await new Promise<void>((resolve) => replaced?.after(wait, resolve));
  }
  return "refused";
}

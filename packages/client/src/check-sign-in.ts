// Whether a sign-in is still good: a refused WebSocket handshake does not say.
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";

/** A browser's call may renew the sign-in on the way. "unreachable": nobody could say. */
export async function checkSignIn(call: Call): Promise<"ok" | "refused" | "unreachable"> {
  try {
    await call("me");
    return "ok";
  } catch (error) {
    return error instanceof ApiError && error.needsSignIn ? "refused" : "unreachable";
  }
}

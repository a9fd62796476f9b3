// Signing in and registering.
import type { User } from "@ai-learning/protocol/user";
import { callLater } from "../../later-api.ts";
import { isGuest, setSignedIn, user } from "../../state/current-user.ts";

export async function signIn(body: { email: string; password: string }): Promise<User> {
  const guest = isGuest() ? user()?.id : undefined;
  const { user: known } = await callLater("login", { body });
  setSignedIn(known, true, guest);
  return known;
}

/** A guest that registers stays the same user. */
export async function register(body: {
  email: string;
  password: string;
  first_name: string;
  last_name: string;
}): Promise<User> {
  const { user: known } = await callLater("register", { body });
  setSignedIn(known, true);
  return known;
}

// Who is signed in on this browser: nobody, a guest or an account.
// The cookie itself is out of a script's reach, so a note beside it says whether asking is worthwhile.
import type { User } from "@ai-learning/protocol/user";
import { createSignal } from "solid-js";
import { ApiError } from "./api-error.ts";
import { call, signInNeeded } from "./api.ts";
import { forgetAll, keep, recall } from "./storage.ts";

/** undefined: not known yet. null: nobody. */
const [user, setUser] = createSignal<User | null | undefined>();
export { user };

export const isGuest = (): boolean => user()?.is_guest === true;

const note = "signed-in";
/** What this browser was last: an account's owner is asked to sign in again, not made a guest. */
export const wasAccount = (): boolean => recall(note) === "account";

export function setSignedIn(next: User | null): void {
  setUser(next);
  if (next !== null) keep(note, next.is_guest ? "guest" : "account");
}

signInNeeded.add(() => setSignedIn(null));

/** Asks who is signed in. Without a note nobody is, and nobody is asked, unless `sure` is wanted. */
export async function loadUser(sure = false): Promise<User | null> {
  if (!sure && recall(note) === null) {
    setUser(null);
    return null;
  }
  try {
    const found = await call("me");
    setSignedIn(found);
    return found;
  } catch (error) {
    if (error instanceof ApiError && error.needsSignIn) return null;
    throw error;
  }
}

/** The signed-in user; a visitor becomes a guest. An account's cookie is never overwritten by that. */
export async function ensureUser(): Promise<User> {
  const known = user() ?? (await loadUser());
  if (known) return known;
  const { user: guest } = await call("guestLogin");
  setSignedIn(guest);
  return guest;
}

export async function signIn(body: { email: string; password: string }): Promise<User> {
  const { user: known } = await call("login", { body });
  setSignedIn(known);
  return known;
}

/** A guest that registers stays the same user. */
export async function register(body: {
  email: string;
  password: string;
  first_name: string;
  last_name: string;
}): Promise<User> {
  const { user: known } = await call("register", { body });
  setSignedIn(known);
  return known;
}

export async function signOut(): Promise<void> {
  await call("logout");
  keep(note, null);
  // What was written but never sent is nobody else's to read.
  forgetAll("draft:");
  indexedDB.deleteDatabase("ai-learning-outbox");
  setUser(null);
}

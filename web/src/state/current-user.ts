// Who is signed in on this browser: nobody, a guest or an account.
// The cookie itself is out of a script's reach, so a note beside it says whether asking is worthwhile.
import type { User } from "@ai-learning/protocol/user";
import { createSignal } from "solid-js";
import { ApiError } from "@ai-learning/client/api-error";
import { lockWithin } from "@ai-learning/client/lock";
import { call, signInNeeded } from "../api.ts";
import { forgetDrafts } from "./drafts.ts";
import { platform } from "./platform.ts";
import { forgetAnswers, keep, recall } from "./storage.ts";
import { forgetUnsent } from "./unsent-database.ts";

/** undefined: not known yet. null: nobody. */
const [user, setUser] = createSignal<User | null | undefined>();
export { user };

export const isGuest = (): boolean => user()?.is_guest === true;

const note = "signed-in";
interface Noted {
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  /** The guest whose work this account took over by signing in. */
  readonly absorbed?: string | undefined;
}
/** The note's words; the time makes it news to other tabs. */
const noteOf = (one: User, at: number, absorbed = ""): string =>
  [one.is_guest ? "guest" : "account", one.id, at, absorbed].join(" ");
function noted(): Noted {
  const [kind, id, , absorbed] = recall(note)?.split(" ") ?? [];
  return { kind, id, absorbed };
}

/** What this browser was last: an account's owner is asked to sign in again, not made a guest. */
export const wasAccount = (): boolean => noted().kind === "account";

/** Whose work this page shows, or showed until the sign-in ended; unknown where nothing can be noted. */
let owner: string | undefined;

/** What was written but never sent is nobody else's to read or to send. */
function forgetWritten(): void {
  forgetDrafts();
  forgetUnsent();
}

/** What has to be done while there still is a sign-in. */
export const beforeSignOut = new Set<() => Promise<unknown>>();

/**
 * `isNew`: by signing in, not by being asked who it is. `absorbed`: the guest who signed in, whose unsent
 * messages go with the rest.
 */
export function setSignedIn(next: User | null, isNew = false, absorbed?: string): void {
  setUser(next);
  if (next === null) return;
  const before = noted();
  if (before.id !== undefined && ![next.id, absorbed].includes(before.id)) forgetWritten();
  const kind = next.is_guest ? "guest" : "account";
  if (isNew || before.id !== next.id || before.kind !== kind) {
    keep(note, noteOf(next, Date.now(), absorbed));
  }
  owner = noted().id;
}

/** Nobody is signed in any more: a call was refused. */
export const endSignIn = (): void => setSignedIn(null);

signInNeeded.add(endSignIn);

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

/** Milliseconds: somebody waits for their first plan. The other tab holds the lock for one request. */
const guestLockMs = 2_000;

/** The signed-in user; a visitor becomes a guest. An account's cookie is never overwritten by that. */
export async function ensureUser(): Promise<User> {
  const known = user() ?? (await loadUser());
  if (known) return known;
  // Two tabs at once, one after the other: the second has the first one's cookie and becomes the same guest.
  const ask = () => call("guestLogin");
  const { user: guest } = await lockWithin(platform, "guest", ask, guestLockMs);
  setSignedIn(guest, true);
  return guest;
}

/** True while this page ends its own sign-in: that its sockets are closed is no news. */
let isLeaving = false;
export const isSigningOut = (): boolean => isLeaving;

/** Ends the sign-in by a call that does so on the server, and forgets it here. */
export async function leaveBy(act: () => Promise<unknown>): Promise<void> {
  isLeaving = true;
  try {
    await act();
    keep(note, null);
    forgetWritten();
    forgetAnswers();
    owner = undefined;
    setUser(null);
  } finally {
    isLeaving = false;
  }
}

export async function signOut(): Promise<void> {
  await Promise.allSettled([...beforeSignOut].map((act) => act()));
  await leaveBy(() => call("logout"));
}

/**
 * Another tab signed somebody in or out. What this one shows of anybody else is dropped with the whole
 * page, and with it whatever it was about to send.
 */
function follow(): void {
  const { id, absorbed } = noted();
  if (owner === id && id === undefined) return;
  // What this tab shows of its guest is the account's now: it goes on where it is.
  if (absorbed !== undefined && absorbed === owner) owner = id;
  if (owner === undefined || owner === id) loadUser().catch(() => undefined);
  else location.replace(id === undefined ? "/" : "/tracks");
}

addEventListener("storage", ({ key }) => {
  if (key === note || key === null) follow();
});
// A page kept for the way back was not told.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) follow();
});

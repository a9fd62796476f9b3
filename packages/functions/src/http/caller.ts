// The caller of a route: signed in, made a guest, or anonymous, as the route's row asks.
import { problem, PublicError } from "@ai-learning/core/error";
import type { Claims } from "@ai-learning/core/auth/token";
import * as SignIn from "@ai-learning/core/auth/sign-in";
import * as Users from "@ai-learning/core/user/user";
import type { Locale } from "@ai-learning/protocol/user";
import { serialize } from "hono/utils/cookie";
import { claimsOf, refreshCookie, signInCookie, type Credentials } from "../credentials.ts";

/** A caller whose sign-in the user row agrees with. */
export interface Caller {
  readonly claims: Claims;
  readonly user: Users.UserRow;
  /** Present when this request made or renewed the sign-in: its cookies are to be set. */
  readonly fresh: SignIn.SignIn | null;
}

const claimsOfNew = (signIn: SignIn.SignIn): Claims => ({
  userId: signIn.user.id,
  version: signIn.user.token_version,
  expiresAt: Math.floor(Date.now() / 1000) + signIn.expiresIn,
  family: signIn.family,
});

const isOver = (error: unknown): boolean =>
  error instanceof PublicError &&
  (error.code === "not_signed_in" || error.code === "token_expired");

/**
 * The claims of a request; a browser whose token ran out is renewed by its refresh cookie.
 * Throws `not_signed_in`, `invalid_token` or `token_expired`.
 */
export async function claimsFor(
  credentials: Credentials,
): Promise<{ claims: Claims; fresh: SignIn.SignIn | null }> {
  try {
    return { claims: await claimsOf(credentials), fresh: null };
  } catch (error) {
    if (credentials.refresh === null || !isOver(error)) throw error;
    const fresh = await SignIn.renew(credentials.refresh).catch((cause: unknown) => {
      throw cause instanceof PublicError ? error : cause;
    });
    return { claims: claimsOfNew(fresh), fresh };
  }
}

/** The signed-in caller. Throws as `claimsFor`, and `invalid_token` when the user is gone. */
export async function signedIn(credentials: Credentials): Promise<Caller> {
  const { claims, fresh } = await claimsFor(credentials);
  return { claims, fresh, user: fresh?.user ?? (await Users.signedIn(claims)) };
}

/** The signed-in caller, or null when the request shows no valid sign-in. */
export async function maybeSignedIn(credentials: Credentials): Promise<Caller | null> {
  try {
    return await signedIn(credentials);
  } catch (error) {
    if (error instanceof PublicError && error.code !== "database_unavailable") return null;
    throw error;
  }
}

/** A new guest has nothing yet that a body could name. */
function checkNames(body: unknown): void {
  const { chat_id, track_id } = body as { chat_id?: string | null; track_id?: string | null };
  if (chat_id) throw problem("chat_not_found");
  if (track_id) throw problem("track_not_found");
}

/** The signed-in caller; one that shows no sign-in at all becomes a guest, unless the body names what no guest has. */
export async function signedInOrGuest(
  credentials: Credentials,
  locale: Locale,
  address: string,
  body: unknown,
): Promise<Caller> {
  try {
    return await signedIn(credentials);
  } catch (error) {
    // An invalid bearer token is an error: its client takes itself for signed in.
    if (credentials.bearer !== null || !(error instanceof PublicError)) throw error;
    checkNames(body);
    const fresh = await SignIn.start(await Users.makeGuest(locale, address));
    return { claims: claimsOfNew(fresh), user: fresh.user, fresh };
  }
}

const attributes = { httpOnly: true, sameSite: "Lax" } as const;

/** A `Set-Cookie` value for each of the two cookies; the refresh cookie goes to the API alone. */
const setCookies = (access: string, refresh: string, secure: boolean, maxAge: number): string[] => [
  serialize(signInCookie, access, { ...attributes, secure, maxAge, path: "/" }),
  serialize(refreshCookie, refresh, { ...attributes, secure, maxAge, path: "/api" }),
];

/** `Set-Cookie` values of a new sign-in. */
export const signInCookies = (signIn: SignIn.SignIn, secure: boolean): string[] =>
  setCookies(signIn.cookieToken, signIn.refreshToken, secure, SignIn.refreshDays * 86_400);

/** `Set-Cookie` values that end a sign-in. */
export const clearedCookies = (secure: boolean): string[] => setCookies("", "", secure, 0);

// Sign-ins: an access token for API clients, and for browsers a rotating refresh token behind it.
import { createHash, randomBytes } from "node:crypto";
import * as config from "../config.ts";
import { closeOfUser } from "../connection/close.ts";
import { problem } from "../error.ts";
import { newId } from "../id.ts";
import { db } from "../adapters/postgres.ts";
import * as token from "./token.ts";
import * as Rows from "../user/user.sql.ts";
import { seen, type UserRow } from "../user/user.ts";

/** Hours the cookie's own token is good for; a request with a refresh cookie renews it. */
const cookieHours = 12;
/** Days of a browser's sign-in without a visit. */
export const refreshDays = 30;
/** A traded-in token is good for this long still: tabs and retries trade the same one in at once. */
const graceSeconds = 60;

export interface SignIn {
  readonly user: UserRow;
  /** For `Authorization: Bearer`. */
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** For the session cookie. */
  readonly cookieToken: string;
  /** For the refresh cookie. */
  readonly refreshToken: string;
  /** Names this device's sign-in through all its renewals. */
  readonly family: string;
}

const hash = (refreshToken: string): Uint8Array =>
  createHash("sha256").update(refreshToken).digest();

async function issue(user: UserRow, family: string): Promise<SignIn> {
  const refreshToken = randomBytes(32).toString("base64url");
  const of = { userId: user.id, version: user.token_version, family };
  const expiresIn = config.accessTokenMinutes() * 60;
  const [accessToken, cookieToken] = await Promise.all([
    token.sign(of, expiresIn),
    token.sign(of, cookieHours * 3600),
    Rows.insertRefreshToken(db(), {
      userId: user.id,
      family,
      hash: hash(refreshToken),
      days: refreshDays,
    }),
  ]);
  return { user, accessToken, expiresIn, cookieToken, refreshToken, family };
}

/** Signs a user in on one more device. */
export const start = (user: UserRow): Promise<SignIn> => issue(user, newId());

/**
 * Trades a refresh token for a new sign-in. One that was traded in before its last minute of grace
 * is a stolen copy: its whole family is revoked. Throws `not_signed_in` or `invalid_token`.
 */
export async function renew(refreshToken: string | undefined): Promise<SignIn> {
  if (refreshToken === undefined || refreshToken === "") throw problem("not_signed_in");
  const row = await Rows.rotate(hash(refreshToken));
  if (row === undefined || row.revoked || row.expired) throw problem("invalid_token");
  if (row.rotated_seconds !== null && row.rotated_seconds > graceSeconds) {
    await Rows.revokeFamily(row.user_id, row.family);
    await closeOfUser(row.user_id, "signed_out", (one) => one.family === row.family);
    throw problem("invalid_token");
  }
  const user = await Rows.byId(row.user_id);
  if (user === undefined || !user.is_active) throw problem("invalid_token");
  return issue(await seen(user), row.family);
}

/** What a request shows of the sign-in to end; either half is enough. */
interface Ending {
  readonly refreshToken: string | null;
  readonly claims: token.Claims | null;
}

/** Ends a device's sign-in: its refresh tokens are revoked, its sockets closed. */
export async function end({ refreshToken, claims }: Ending): Promise<void> {
  const shown = refreshToken === null ? undefined : await Rows.byHash(hash(refreshToken));
  const owners = new Map<string, string>();
  if (claims !== null && claims.family !== null) owners.set(claims.family, claims.userId);
  if (shown !== undefined) owners.set(shown.family, shown.user_id);
  for (const [family, userId] of owners) {
    await Rows.revokeFamily(userId, family);
    await closeOfUser(userId, "signed_out", (one) => one.family === family);
  }
}

/** Ends every sign-in of a user, on every device: tokens, refresh tokens and sockets. */
export async function endEverywhere(userId: string): Promise<void> {
  await Rows.signOutEverywhere(userId);
  await closeOfUser(userId, "signed_out");
}

export { deleteExpiredTokens as sweep } from "../user/user.sql.ts";

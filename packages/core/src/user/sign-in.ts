// Sign-ins: an access token for API clients, and for browsers a rotating refresh token behind it.
import { createHash, randomBytes } from "node:crypto";
import * as config from "../config.ts";
import { problem } from "../error.ts";
import { newId } from "../id.ts";
import { db } from "../postgres.ts";
import * as token from "../token.ts";
import * as Rows from "./user.sql.ts";
import { touch, type UserRow } from "./user.ts";

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
}

const hash = (refreshToken: string): Uint8Array =>
  createHash("sha256").update(refreshToken).digest();

async function issue(user: UserRow, family: string): Promise<SignIn> {
  const refreshToken = randomBytes(32).toString("base64url");
  const expiresIn = config.accessTokenMinutes() * 60;
  const [accessToken, cookieToken] = await Promise.all([
    token.sign(user.id, user.token_version, expiresIn),
    token.sign(user.id, user.token_version, cookieHours * 3600),
    Rows.insertRefreshToken(db(), {
      userId: user.id,
      family,
      hash: hash(refreshToken),
      days: refreshDays,
    }),
  ]);
  return { user, accessToken, expiresIn, cookieToken, refreshToken };
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
    await Rows.revokeFamily(row.family);
    throw problem("invalid_token");
  }
  const user = await Rows.byId(row.user_id);
  if (user === undefined || !user.is_active) throw problem("invalid_token");
  const [renewed] = await Promise.all([issue(user, row.family), touch(user.id)]);
  return renewed;
}

/** Ends the sign-in a refresh token belongs to. */
export async function end(refreshToken: string | undefined): Promise<void> {
  if (refreshToken !== undefined && refreshToken !== "") {
    await Rows.revokeByHash(hash(refreshToken));
  }
}

// Sign-ins: an access token for API clients, and for browsers a rotating refresh token behind it.
import { createHash, createHmac, randomBytes } from "node:crypto";
import * as config from "../config.ts";
import { closeOfUser } from "../connection/close.ts";
import { problem } from "../error.ts";
import { newId } from "../id.ts";
import * as token from "./token.ts";
import * as Users from "../user/user.sql.ts";
import { judge } from "./refresh.ts";
import * as Rows from "./refresh.sql.ts";
import { seen, type UserRow } from "../user/user.ts";

/** Hours the cookie's own token is good for; a request with a refresh cookie renews it. */
const cookieHours = 12;
/** Days of a browser's sign-in without a visit. */
export const refreshDays = 30;

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

/**
 * A token's successor of a number: the same one whenever it is asked for again, and not to be guessed without the
 * server's key.
 */
const successorOf = (refreshToken: string, number: number): string =>
  createHmac("sha256", config.secretKey())
    .update(`refresh:${number}:${refreshToken}`)
    .digest("base64url");

async function signedIn(user: UserRow, family: string, refreshToken: string): Promise<SignIn> {
  const of = { userId: user.id, version: user.token_version, family };
  const expiresIn = config.accessTokenMinutes() * 60;
  const [accessToken, cookieToken] = await Promise.all([
    token.sign(of, expiresIn),
    token.sign(of, cookieHours * 3600),
  ]);
  return { user, accessToken, expiresIn, cookieToken, refreshToken, family };
}

/** Signs a user in on one more device. */
export async function start(user: UserRow): Promise<SignIn> {
  const refreshToken = randomBytes(32).toString("base64url");
  const family = newId();
  await Rows.insert({ userId: user.id, family, hash: hash(refreshToken), days: refreshDays });
  return signedIn(user, family, refreshToken);
}

/**
 * Trades a refresh token for a new sign-in; see `judge` for which may be traded. A stolen copy ends every sign-in of its
 * family.
 * @throws PublicError `not_signed_in` without a token, `invalid_token` for one that is of no use
 */
export async function renew(refreshToken: string | undefined): Promise<SignIn> {
  if (refreshToken === undefined || refreshToken === "") throw problem("not_signed_in");
  const traded = await Rows.trade(hash(refreshToken), {
    judge,
    hashOf: (number) => hash(successorOf(refreshToken, number)),
    days: refreshDays,
  });
  if (traded?.outcome === "stolen") {
    await closeOfUser(traded.user_id, "signed_out", (one) => one.family === traded.family);
  }
  if (traded?.outcome !== "traded") throw problem("invalid_token");
  const user = await Users.byId(traded.user_id);
  if (user === undefined || !user.is_active) throw problem("invalid_token");
  return signedIn(await seen(user), traded.family, successorOf(refreshToken, traded.successor));
}

/** What a request shows of the sign-in to end; either half is enough. */
interface Ending {
  readonly refreshToken: string | null;
  readonly claims: token.Claims | null;
}

/** Ends a device's sign-in: its refresh tokens are revoked, its sockets closed. */
export async function end({ refreshToken, claims }: Ending): Promise<void> {
  const shown = refreshToken === null ? undefined : await Rows.ownerOf(hash(refreshToken));
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
  await Users.signOutEverywhere(userId);
  await closeOfUser(userId, "signed_out");
}

export { deleteExpired as sweep } from "./refresh.sql.ts";

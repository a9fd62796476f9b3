// Access tokens: signed, short-lived, naming a user and the version of its sign-in.
import { errors, jwtVerify, SignJWT } from "jose";
import * as config from "../config.ts";
import { problem, type PublicError } from "../error.ts";

/** The signed-in user, as the token says; the user row still has to agree. */
export interface Claims {
  readonly userId: string;
  /** `users.token_version` at sign-in: raising it signs the user out everywhere. */
  readonly version: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** The device's sign-in it was made for; null for a token from before there was one in it. */
  readonly family: string | null;
}

const bytesOf = ({ value }: config.Key): Uint8Array => new TextEncoder().encode(value);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Signs a token that is good for so many seconds. */
export function sign(
  of: Pick<Claims, "userId" | "version" | "family">,
  seconds: number,
): Promise<string> {
  return new SignJWT({ ver: of.version, sid: of.family })
    .setProtectedHeader({ alg: config.algorithm(), typ: "JWT", kid: config.secretKeys()[0].id })
    .setSubject(of.userId)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(bytesOf(config.secretKeys()[0]));
}

/** The key that a token names; the newest for one that names none, from before keys had ids. */
function keyFor({ kid }: { kid?: string }): Uint8Array {
  const keys = config.secretKeys();
  const key = kid === undefined ? keys[0] : keys.find(({ id }) => id === kid);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return bytesOf(key);
}

/** Reads a token signed with any key of the stage. Throws `token_expired` or `invalid_token`. */
export async function verify(token: string): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, keyFor, { algorithms: [config.algorithm()] });
    const { sub, exp, ver, sid } = payload;
    if (
      typeof sub !== "string" ||
      !uuid.test(sub) ||
      typeof exp !== "number" ||
      typeof ver !== "number"
    ) {
      throw problem("invalid_token");
    }
    const family = typeof sid === "string" && uuid.test(sid) ? sid : null;
    return { userId: sub, version: ver, expiresAt: exp, family };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw problem("token_expired", error);
    if (error instanceof errors.JOSEError) throw problem("invalid_token", error);
    throw error;
  }
}

/** The user of a token that `verify` refused as expired; its signature was good. */
export function expiredUser(error: PublicError): string | null {
  return error.cause instanceof errors.JWTExpired && typeof error.cause.payload.sub === "string"
    ? error.cause.payload.sub
    : null;
}

// Tokens that no door hands out: expired, forged, of somebody else's making.
import { SignJWT } from "jose";
import { shared, type Target } from "./target.ts";

const secretOf = (target: Target): Uint8Array => {
  const linked: { value: string } = JSON.parse(
    target.environment["SST_RESOURCE_SecretKey"] ?? '{"value":""}',
  );
  return new TextEncoder().encode(linked.value);
};

/** A token the stack would have signed: of a user, of a version, over in so many seconds. */
export const tokenFor = (
  userId: string,
  options: { seconds?: number; version?: number; target?: Target } = {},
): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ver: options.version ?? 1 })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(userId)
    .setIssuedAt(now - 3600)
    .setExpirationTime(now + (options.seconds ?? 600))
    .sign(secretOf(options.target ?? shared()));
};

/** A token that was good until a minute ago. */
export const expiredToken = (userId: string, target?: Target): Promise<string> =>
  tokenFor(userId, { seconds: -60, ...(target === undefined ? {} : { target }) });

/** A token signed by somebody else. */
export const forgedToken = (userId: string): Promise<string> =>
  new SignJWT({ ver: 1 })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(userId)
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode("another server's secret, not this one's"));

// Reading who is signed in: a bearer token, or the session cookie where the edge vouches for it.
import { problem, PublicError } from "@ai-learning/core/error";
import { expiredUser, verify, type Claims } from "@ai-learning/core/auth/token";
import { cameThroughEdge, cookiesOf, isAllowedOrigin } from "./edge.ts";

export const signInCookie = "sign_in";
export const refreshCookie = "sign_in_refresh";

export interface Credentials {
  readonly bearer: string | null;
  readonly cookie: string | null;
  readonly refresh: string | null;
}

/** What a request shows of a sign-in. Cookies count only through the edge and from our own pages. */
export function credentialsOf(
  headers: Readonly<Record<string, string | undefined>>,
  cookieList?: readonly string[],
): Credentials {
  const [, bearer] = /^Bearer\s+(.+)$/i.exec(headers["authorization"]?.trim() ?? "") ?? [];
  const isVouchedFor = cameThroughEdge(headers) && isAllowedOrigin(headers);
  const cookies = isVouchedFor ? cookiesOf(headers, cookieList) : {};
  return {
    bearer: bearer ?? null,
    cookie: cookies[signInCookie] || null,
    refresh: cookies[refreshCookie] || null,
  };
}

/**
 * The claims of the sign-in shown. A bearer token goes first; one that has merely expired gives
 * way to the same user's cookie, so that a page left open keeps working.
 * Throws `not_signed_in`, `invalid_token` or `token_expired`.
 */
export async function claimsOf({ bearer, cookie }: Credentials): Promise<Claims> {
  if (bearer === null) {
    if (cookie === null) throw problem("not_signed_in");
    return verify(cookie);
  }
  try {
    return await verify(bearer);
  } catch (error) {
    if (!(error instanceof PublicError) || error.code !== "token_expired" || cookie === null) {
      throw error;
    }
    const claims = await verify(cookie);
    if (claims.userId !== expiredUser(error)) throw error;
    return claims;
  }
}

// When a refresh token may be traded: a pure rule, so that every history of lost and late responses can be tried.
//
// A response that carries a new token may be lost, and nobody tells the server. So a token may be traded again until a
// successor of it has been used, which proves that the successor arrived. Within `retrySeconds` of the last trade (tabs
// and retries at the same time, and their late responses) a repeated trade gives the same successor. Later it gives
// another one, which supersedes the first: of a stolen copy and its owner, one comes to hold a superseded token, and is
// found out when it uses that.

/** Seconds: longer than any response is under way. API Gateway gives up after 30. */
export const retrySeconds = 60;

/** What one token was traded for. */
export interface Successor {
  /** Traded in itself. */
  readonly isUsed: boolean;
  readonly isSuperseded: boolean;
  readonly ageSeconds: number;
}

/** A presented token, as stored. */
export interface Standing {
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  readonly isSuperseded: boolean;
  /** Oldest first. */
  readonly successors: readonly Successor[];
}

export type Verdict =
  /** Of no use any more, which tells nothing about its owner. */
  | { readonly outcome: "refused" }
  /** Somebody else has a copy: the whole family of the sign-in has to end. */
  | { readonly outcome: "stolen" }
  /** Traded for the successor of this number; `isNew`: it is still to be made. */
  | { readonly outcome: "traded"; readonly successor: number; readonly isNew: boolean };

/** What becomes of a refresh token that is presented now. */
export function judge(token: Standing): Verdict {
  if (token.isRevoked || token.isExpired) return { outcome: "refused" };
  if (token.isSuperseded || token.successors.some((one) => one.isUsed)) {
    return { outcome: "stolen" };
  }
  const last = token.successors.length - 1;
  const newest = token.successors[last];
  const isRetry = newest !== undefined && !newest.isSuperseded && newest.ageSeconds <= retrySeconds;
  return isRetry
    ? { outcome: "traded", successor: last, isNew: false }
    : { outcome: "traded", successor: last + 1, isNew: true };
}

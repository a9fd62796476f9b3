// What every AWS client here shares: short timeouts, because a call that hangs is worse than one
// that fails and is tried again. Without `throwOnRequestTimeout` the SDK only warns.
import * as z from "zod";

export const requestTimeouts = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** What the SDK says of a failed call: whether the service failed, and how it answered. */
const failedCall = z.object({
  name: z.string(),
  $fault: z.enum(["client", "server"]).optional(),
  $retryable: z.unknown().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** DynamoDB refuses for load with status 400. */
const awayNames = /^TimeoutError$|Throttl|ThroughputExceeded|RequestLimitExceeded/;

/** True for a call that AWS did not answer in time, refused for its load, or broke off: what it asked may be asked again. */
export function isAwsAway(error: unknown): boolean {
  const { data } = failedCall.safeParse(error);
  if (data === undefined) return false;
  const { name, $fault, $retryable, $metadata } = data;
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    awayNames.test(name) ||
    $fault === "server" ||
    ($retryable !== undefined && $retryable !== null) ||
    status === 429 ||
    status >= 500
  );
}

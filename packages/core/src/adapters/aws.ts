// What every AWS client here shares: short timeouts, because a call that hangs is worse than one
// that fails and is tried again. Without `throwOnRequestTimeout` the SDK only warns.
export const requestTimeouts = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

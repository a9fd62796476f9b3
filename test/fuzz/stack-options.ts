// The stack a run is made on: no limit may hide what a function would have said.
import type { StackOptions } from "@ai-learning/local/stack";

export const fuzzOptions: StackOptions = {
  env: {
    GUEST_DAILY_TOKENS: "1000000000",
    USER_DAILY_TOKENS: "1000000000",
    SIGN_IN_FAILURES_PER_ACCOUNT: "1000000",
  },
  limits: { requestsPerSecond: 1e6, requestBurst: 1e6, connectsPerSecond: 1e6 },
};

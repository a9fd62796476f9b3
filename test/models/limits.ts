// The limits of a call, so short that every one of them passes within a test.
import type { Limits } from "@ai-learning/core/model/limits";

export const shortLimits: Limits = {
  headersMs: 4_000,
  startingMs: 150,
  silenceMs: 2_000,
  tailMs: 60,
  answerMs: 10_000,
  retries: 3,
  backoff: { firstMs: 1, maxMs: 4 },
  maxWaitMs: 10_000,
  maxErrorBytes: 65_536,
  errorMs: 300,
  maxAnswerBytes: 8_000_000,
  maxAnswerChars: 400_000,
};

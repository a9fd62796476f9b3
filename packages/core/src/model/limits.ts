// How long and how much one call of a model may be. One object, so that tests inject short ones.
import type { Backoff } from "@ai-learning/protocol/backoff";

export interface Limits {
  /** Until the server begins to answer one request: it may be loading the model first. */
  readonly headersMs: number;
  /** Without an answer for so long, the model is said to be starting. */
  readonly startingMs: number;
  /** Between any two bytes of an answer. */
  readonly silenceMs: number;
  /** After an answer's end, for the token counts that follow it. */
  readonly tailMs: number;
  /** For everything together, retries included. */
  readonly answerMs: number;
  /** Retries of a server that is busy, broken or away. */
  readonly retries: number;
  readonly backoff: Backoff;
  /** The longest wait that a server may ask for; one that asks for more is not asked again. */
  readonly maxWaitMs: number;
  /** What is read of a refusal, and for how long. */
  readonly maxErrorBytes: number;
  readonly errorMs: number;
  readonly maxAnswerBytes: number;
  /** Longer than any model's longest answer: a server of a user's own may send anything. */
  readonly maxAnswerChars: number;
}

/**
 * `answerMs` holds for all calls of one turn and stays under the 250 s that a worker has left when it begins one
 * (`enoughMs` of turn/work.ts), and so under its function's timeout of 300 s.
 */
export const limits: Limits = {
  headersMs: 120_000,
  startingMs: 5_000,
  silenceMs: 60_000,
  tailMs: 1_000,
  answerMs: 235_000,
  retries: 3,
  backoff: { firstMs: 500, maxMs: 8_000 },
  maxWaitMs: 10_000,
  maxErrorBytes: 65_536,
  errorMs: 5_000,
  maxAnswerBytes: 8_000_000,
  maxAnswerChars: 400_000,
};

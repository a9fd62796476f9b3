// The time limits of one call, and the one signal that ends everything it does.
import type { Clock } from "../clock.ts";

/** Which limit ended the call. */
export type Limit = "headers" | "silence" | "tail" | "whole";

export class Watch {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly #clock: Clock;
  readonly #cancelWhole: () => void;
  readonly #deadline: number;
  #cancelExpected = (): void => undefined;
  #passed: Limit | null = null;
  readonly signal: AbortSignal;

  /** outer: ends the call from outside; wholeMs: for the whole of it. */
  constructor(outer: AbortSignal, wholeMs: number, clock: Clock) {
    this.#outer = outer;
    this.#clock = clock;
    this.#deadline = clock.now() + wholeMs;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
    this.#cancelWhole = clock.after(wholeMs, () => this.#pass("whole"));
  }

  /** The limit that has passed; null while none has. */
  get passed(): Limit | null {
    return this.#passed;
  }

  /** Ended from outside. */
  get isAborted(): boolean {
    return this.#outer.aborted;
  }

  get remainingMs(): number {
    return this.#deadline - this.#clock.now();
  }

  /** Ends the call unless something is expected anew within this time. */
  expect(limit: Limit, ms: number): void {
    this.#cancelExpected();
    this.#cancelExpected = this.#clock.after(ms, () => this.#pass(limit));
  }

  /** Nothing is expected of the other side for now. */
  rest(): void {
    this.#cancelExpected();
  }

  /** Frees its timers and ends what still runs of the call. */
  close(): void {
    this.#cancelExpected();
    this.#cancelWhole();
    this.#own.abort();
  }

  /** Waits so many milliseconds; rejects when the call ends meanwhile. */
  async pause(ms: number): Promise<void> {
    this.signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = (): void => reject(this.signal.reason as Error);
    const cancel = this.#clock.after(ms, resolve);
    this.signal.addEventListener("abort", end);
    try {
      await promise;
    } finally {
      cancel();
      this.signal.removeEventListener("abort", end);
    }
  }

  #pass(limit: Limit): void {
    // An answer that is over is not late.
    if (limit !== "tail") this.#passed ??= limit;
    this.#own.abort();
  }
}

// The time limits of one call, and the one signal that ends everything it does.

/** Which limit ended the call. */
export type Limit = "headers" | "silence" | "tail" | "whole";

export class Watch {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly #whole: NodeJS.Timeout;
  readonly #deadline: number;
  #timer: NodeJS.Timeout | undefined;
  #passed: Limit | null = null;
  readonly signal: AbortSignal;

  /** outer: ends the call from outside; wholeMs: for the whole of it. */
  constructor(outer: AbortSignal, wholeMs: number) {
    this.#outer = outer;
    this.#deadline = Date.now() + wholeMs;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
    this.#whole = setTimeout(() => this.#pass("whole"), wholeMs);
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
    return this.#deadline - Date.now();
  }

  /** Ends the call unless something is expected anew within this time. */
  expect(limit: Limit, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pass(limit), ms);
  }

  /** Nothing is expected of the other side for now. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Frees its timers and ends what still runs of the call. */
  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#whole);
    this.#own.abort();
  }

  #pass(limit: Limit): void {
    // An answer that is over is not late.
    if (limit !== "tail") this.#passed ??= limit;
    this.#own.abort();
  }
}

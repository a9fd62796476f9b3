// A value that tells of its changes. A page makes its own kind of signal of it.

export interface Readable<T> {
  readonly get: () => T;
  /** Calls `listener` after every change; returns what ends that. */
  readonly subscribe: (listener: (value: T) => void) => () => void;
}

export class Value<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  subscribe = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}

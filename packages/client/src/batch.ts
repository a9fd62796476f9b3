// Collects items and hands them on together, at most once an animation frame.

export class Batch<T> {
  readonly #nextFrame: (run: () => void) => () => void;
  readonly #handle: (items: readonly T[]) => void;
  #items: T[] = [];
  #cancel: (() => void) | undefined;

  constructor(nextFrame: (run: () => void) => () => void, handle: (items: readonly T[]) => void) {
    this.#nextFrame = nextFrame;
    this.#handle = handle;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#cancel ??= this.#nextFrame(() => {
      const ready = this.#items;
      this.#items = [];
      this.#cancel = undefined;
      this.#handle(ready);
    });
  }

  /** What was collected and not handed on is dropped. */
  close(): void {
    this.#cancel?.();
    this.#items = [];
  }
}

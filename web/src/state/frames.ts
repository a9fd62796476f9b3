// Collects frames and hands them on at most once an animation frame. A hidden page has none: a timer.

const hiddenPause = 200;

export interface Batch<T> {
  readonly add: (item: T) => void;
  readonly close: () => void;
}

export function createBatch<T>(handle: (items: readonly T[]) => void): Batch<T> {
  let items: T[] = [];
  let cancel: (() => void) | undefined;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    const ready = items;
    items = [];
    if (ready.length > 0) handle(ready);
  }

  function schedule(): void {
    if (document.visibilityState === "hidden") {
      const timer = setTimeout(flush, hiddenPause);
      cancel = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(flush);
      cancel = () => cancelAnimationFrame(frame);
    }
  }

  // A frame asked for before the page was hidden would only come when it is shown again.
  document.addEventListener("visibilitychange", flush);
  return {
    add(item) {
      items.push(item);
      if (cancel === undefined) schedule();
    },
    close() {
      document.removeEventListener("visibilitychange", flush);
      cancel?.();
      items = [];
    },
  };
}

// Counts down the server's Retry-After, in minutes.
import { createSignal, onCleanup, type Accessor } from "solid-js";

const minute = 60_000;

export interface Wait {
  /** 0 once the wait is over. */
  readonly minutes: Accessor<number>;
  readonly begin: (seconds: number) => void;
}

export function createRetryWait(): Wait {
  const [minutes, setMinutes] = createSignal(0);
  let end = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick(): void {
    clearTimeout(timer);
    const left = Math.max(0, end - Date.now());
    setMinutes(Math.ceil(left / minute));
    if (left > 0) timer = setTimeout(tick, left % minute || minute);
  }

  onCleanup(() => clearTimeout(timer));
  return {
    minutes,
    begin(seconds) {
      end = Date.now() + seconds * 1000;
      tick();
    },
  };
}

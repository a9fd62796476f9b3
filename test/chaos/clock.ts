// The plan's clock. It stands still while the system has much to catch up with, so that on a slow or busy machine a run
// takes longer instead of asking for more than the machine can do.
import { setTimeout as pause } from "node:timers/promises";

interface Timed {
  readonly at: number;
}

export interface ClockOptions<T extends Timed> {
  /** In the order of their times, milliseconds. */
  readonly events: readonly T[];
  readonly spanMs: number;
  readonly isBehind: () => boolean;
  /** Milliseconds since 1970 when no more is begun. */
  readonly deadline: number;
  readonly begin: (event: T) => void;
}

const tickMs = 20;

/** Begins every event at its time; true when the whole plan was carried out. */
export async function playOut<T extends Timed>(options: ClockOptions<T>): Promise<boolean> {
  const { events, spanMs, isBehind, deadline, begin } = options;
  let next = 0;
  let clock = 0;
  let last = Date.now();
  while (clock < spanMs) {
    if (Date.now() > deadline) return false;
    await pause(tickMs);
    const now = Date.now();
    if (!isBehind()) clock += now - last;
    last = now;
    for (let event = events[next]; event !== undefined && event.at <= clock; event = events[next]) {
      begin(event);
      next += 1;
    }
  }
  return true;
}

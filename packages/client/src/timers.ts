// Timers by name: setting one again replaces it.
import type { Clock } from "./clock.ts";

export class Timers<Name extends string> {
  readonly #clock: Clock;
  readonly #cancels = new Map<Name, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(name: Name): boolean {
    return this.#cancels.has(name);
  }

  set(name: Name, ms: number, run: () => void): void {
    this.cancel(name);
    const expire = (): void => {
      this.#cancels.delete(name);
      run();
    };
    this.#cancels.set(name, this.#clock.after(ms, expire));
  }

  cancel(...names: readonly Name[]): void {
    for (const name of names) {
      this.#cancels.get(name)?.();
      this.#cancels.delete(name);
    }
  }

  cancelAll(): void {
    this.cancel(...this.#cancels.keys());
  }
}

// The unsent messages of a session: in memory and on screen first, in the store as soon as it has them. The store is
// never waited for without a limit: one that fails, is slow or never answers costs nobody a message.
import { within, type Clock } from "./clock.ts";
import type { Channel } from "./platform.ts";
import { inOrder, type Unsent, type UnsentStore } from "./unsent.ts";
import { Value } from "./value.ts";

export interface UnsentListOptions {
  readonly store: UnsentStore;
  readonly clock: Clock;
  /** Opens the channel to the other tabs of this browser, which calls back when one of them changed the store. */
  readonly openChannel: (onPost: () => void) => Channel;
}

/** Milliseconds that the store is waited for. */
export const storeLimitMs = 2_000;

export class UnsentList {
  readonly #store: UnsentStore;
  readonly #clock: Clock;
  readonly #others: Channel;
  /** In the order of sending. */
  readonly messages = new Value<readonly Unsent[]>([]);
  /** What the store had when it was last read. */
  #stored: readonly Unsent[] = [];
  /** What the store is not known to have as it is here, and what the server has taken. */
  readonly #memory = new Map<string, Unsent>();
  /** Taken by the server: shown until the dialogue shows them. */
  readonly #taken = new Set<string>();
  /** Removed here, whether or not the store has caught up. */
  readonly #removed = new Set<string>();
  /** Changes the store has not finished. */
  readonly #changes = new Set<Promise<unknown>>();
  /** The store did not answer in time: it is not waited for until it does. */
  #isSlow = false;
  #isClosed = false;

  constructor({ store, clock, openChannel }: UnsentListOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#others = openChannel(() => void this.reload());
  }

  /** The oldest message that waits to be sent, whichever tab it was written in. */
  get next(): Unsent | undefined {
    const isWaiting = (one: Unsent): boolean => one.refused === null && !this.#taken.has(one.id);
    return this.messages.get().find(isWaiting);
  }

  put(message: Unsent): void {
    this.#memory.set(message.id, message);
    this.#show();
    this.#change(async () => {
      // When this fails the message stays in memory, from where it is sent all the same.
      await this.#store.put(message);
      await this.#read();
      if (this.#memory.get(message.id) !== message || this.#taken.has(message.id)) return;
      this.#memory.delete(message.id);
      this.#show();
    });
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#removed.add(id);
      this.#memory.delete(id);
    }
    this.#show();
    this.#change(() => Promise.all(ids.map((id) => this.#store.remove(id))));
  }

  /** The server has it: it stays on screen until it is removed. Done when no other tab finds it in the store. */
  async take(message: Unsent): Promise<void> {
    this.#taken.add(message.id);
    this.#memory.set(message.id, message);
    await this.#waitFor(this.#store.remove(message.id));
  }

  /** Reads the store anew. */
  async reload(): Promise<void> {
    await this.#waitFor(this.#read());
  }

  /** The other tabs are told of what is still being stored before the channel to them is closed. */
  close(): void {
    void within(this.#clock, storeLimitMs, Promise.all(this.#changes)).then(() => {
      this.#isClosed = true;
      this.#others.close();
    });
  }

  async #read(): Promise<void> {
    this.#stored = await this.#store.all();
    this.#isSlow = false;
    this.#show();
  }

  /** Waits for the store to do something, or to fail; what comes too late happens all the same. */
  async #waitFor(work: Promise<unknown>): Promise<void> {
    const isDone = (): boolean => true;
    const done = work.then(isDone, isDone);
    if (this.#isSlow) return;
    if ((await within(this.#clock, storeLimitMs, done)) === undefined) this.#isSlow = true;
  }

  #change(work: () => Promise<unknown>): void {
    const change = work()
      .then(
        // A channel that was closed throws.
        () => this.#isClosed || this.#others.post(),
        () => undefined,
      )
      .finally(() => this.#changes.delete(change));
    this.#changes.add(change);
  }

  #show(): void {
    const stored = this.#stored.filter(({ id }) => !this.#memory.has(id));
    const all = [...this.#memory.values(), ...stored].filter(({ id }) => !this.#removed.has(id));
    this.messages.set(inOrder(all));
  }
}

// Asks for answers to end, again and again until they have: a stop that was lost is no stop.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import { isUnfinished, type Message, type State } from "./model.ts";
import { Value, type Readable } from "./value.ts";

export interface StopperOptions {
  /** Over the socket. False: there is none. */
  readonly send: (id: string) => boolean;
  /** Over HTTP. It does not throw. */
  readonly call: (id: string) => Promise<"asked" | "over" | "unknown" | "failed">;
  /** The answer had ended already, which was not heard here. */
  readonly missed: (id: string) => void;
  readonly now: () => number;
}

export interface Stopper {
  /** Answers that were asked to end and have not. */
  readonly asked: Readable<ReadonlySet<string>>;
  readonly stop: (id: string) => void;
  /** Looks at a state and asks. Call after every change and now and then. */
  readonly look: (state: State) => void;
  /** The socket is new: what was sent over the old one may not have arrived. */
  readonly reset: () => void;
}

/** A stop is heard of within about a second. */
export const stopping: Backoff = { firstMs: 3_000, maxMs: 30_000 };

interface Entry {
  at: number | null;
  times: number;
}

const find = (state: State, id: string): Message | undefined =>
  Object.values(state.chats).find((chat) => id in chat.messages)?.messages[id];

export function createStopper(options: StopperOptions): Stopper {
  const { now } = options;
  const entries = new Map<string, Entry>();
  const asked = new Value<ReadonlySet<string>>(new Set());
  const show = (): void => asked.set(new Set(entries.keys()));

  function forget(id: string): void {
    if (entries.delete(id)) show();
  }

  async function overHttp(id: string): Promise<void> {
    const result = await options.call(id);
    if (result === "unknown") forget(id);
    if (result === "over" && entries.has(id)) options.missed(id);
  }

  function ask(id: string, entry: Entry): void {
    const isFirst = entry.at === null;
    entry.at = now();
    entry.times += 1;
    // One that was sent and not heard of takes the other way.
    if (isFirst && options.send(id)) return;
    void overHttp(id);
  }

  return {
    asked,
    stop(id) {
      if (entries.has(id)) return;
      const entry: Entry = { at: null, times: 0 };
      entries.set(id, entry);
      show();
      ask(id, entry);
    },
    look(state) {
      for (const [id, entry] of entries) {
        const message = find(state, id);
        const delay = delayOf(stopping, entry.times - 1);
        if (message !== undefined && !isUnfinished(message)) forget(id);
        else if (entry.at === null || now() >= entry.at + delay) ask(id, entry);
      }
    },
    reset() {
      for (const entry of entries.values()) Object.assign(entry, { at: null, times: 0 });
    },
  };
}

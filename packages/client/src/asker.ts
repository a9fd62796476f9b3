// Asks for what a state lacks: once for each hole, again with back-off while no answer comes, anew on a new socket. It
// never gives up: what is missing stays missing until it is asked for.
import { delayOf } from "@ai-learning/protocol/backoff";
import type { State } from "./model.ts";
import { isUnfinished } from "./model.ts";
import { known } from "./text.ts";
import { wants, type Read, type Resume, type Want } from "./wants.ts";

export interface AskerOptions {
  readonly resume: (want: Resume) => void;
  readonly read: (want: Read) => void;
  readonly now: () => number;
}

export interface Asker {
  /** Looks at a state and asks. Call after every change and now and then. */
  readonly look: (state: State) => void;
  /** Everything may be asked again: the socket is new. */
  readonly reset: () => void;
}

/** Milliseconds. */
export const timing = {
  /** A frame on its way may still fill the gap by itself. */
  beforeRead: 800,
  firstRetry: 6_000,
  maxRetry: 60_000,
  /** An answer that is being written says something more often than this. */
  quiet: 15_000,
} as const;

interface Asked {
  since: number;
  at: number | null;
  times: number;
}

/** Answers under way, as what to ask when nothing more is heard of them. */
const watched = (state: State): Resume[] =>
  Object.values(state.chats).flatMap((chat) =>
    Object.values(chat.messages)
      .filter((one) => one.sender === "ai" && isUnfinished(one))
      .map((one) => ({
        type: "resume",
        message_id: one.id,
        attempt: one.attempt,
        offset: known(one).length,
      })),
  );

export function createAsker(options: AskerOptions): Asker {
  const { now } = options;
  let asked = new Map<string, Asked>();

  function ask(want: Want, wait: number, next: Map<string, Asked>, kind: string): void {
    const key = kind + JSON.stringify(want);
    const entry = asked.get(key) ?? { since: now(), at: null, times: 0 };
    next.set(key, entry);
    const retrying = { firstMs: Math.max(wait, timing.firstRetry), maxMs: timing.maxRetry };
    const due =
      entry.at === null ? entry.since + wait : entry.at + delayOf(retrying, entry.times - 1);
    if (now() < due) return;
    entry.at = now();
    entry.times += 1;
    if (want.type === "read") options.read(want);
    else options.resume(want);
  }

  return {
    look(state) {
      const next = new Map<string, Asked>();
      for (const want of wants(state)) {
        ask(want, want.type === "read" ? timing.beforeRead : 0, next, "hole");
      }
      for (const want of watched(state)) ask(want, timing.quiet, next, "quiet");
      asked = next;
    },
    reset() {
      asked = new Map();
    },
  };
}

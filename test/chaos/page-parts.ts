// The page's own outbox, restorer and stopper, with a store that outlives a tab. Their modules name types that only a
// browser has, so they are fetched by address, and what is used of them is said here.
import type { State } from "../../packages/client/src/model.ts";
import type { HeardFrame } from "./live.ts";

export interface Unsent {
  /** The `client_message_id`. */
  readonly id: string;
  readonly session: string;
  readonly chat: string;
  readonly text: string;
  readonly at: number;
  readonly refused: string | null;
}

export type Sent =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "later"; readonly code?: string; readonly retryAfter?: number };

export interface Store {
  readonly all: () => Promise<Unsent[]>;
  readonly get: (id: string) => Promise<Unsent | undefined>;
  readonly put: (message: Unsent) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

export interface Outbox {
  readonly messages: () => readonly Unsent[];
  readonly add: (chat: string, text: string) => Promise<void>;
  readonly settle: (ids: readonly string[]) => void;
  readonly pump: () => void;
  readonly close: () => void;
}

interface OutboxOptions {
  readonly session: string;
  readonly canSend: () => boolean;
  readonly send: (message: Unsent) => Promise<Sent>;
  readonly store: Store;
}

/** Asks for the chat on screen until it is there. */
interface Restorer {
  readonly restore: () => void;
  readonly hear: (frame: HeardFrame) => void;
  readonly close: () => void;
}

interface RestorerOptions {
  readonly chatId: () => string;
  readonly ask: () => boolean;
  readonly askElsewhere: () => void;
  readonly isRestored: () => boolean;
}

/** Asks for answers to end until they have. */
interface Stopper {
  readonly stop: (id: string) => void;
  readonly look: (state: State) => void;
  readonly reset: () => void;
}

interface StopperOptions {
  readonly send: (id: string) => boolean;
  readonly call: (id: string) => Promise<"asked" | "over" | "unknown" | "failed">;
  readonly missed: (id: string) => void;
}

const of = (module: string): string => new URL(`../../web/src/${module}`, import.meta.url).href;

export const { createOutbox } = (await import(of("outbox.ts"))) as {
  readonly createOutbox: (options: OutboxOptions) => Outbox;
};
export const { createRestorer } = (await import(of("state/restorer.ts"))) as {
  readonly createRestorer: (options: RestorerOptions) => Restorer;
};
export const { createStopper } = (await import(of("state/stopper.ts"))) as {
  readonly createStopper: (options: StopperOptions) => Stopper;
};

/** What a device keeps while its tabs come and go. */
export function createStore(): Store & { readonly kept: ReadonlyMap<string, Unsent> } {
  const kept = new Map<string, Unsent>();
  return {
    kept,
    all: async () => [...kept.values()].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    get: async (id) => kept.get(id),
    put: async (message) => void kept.set(message.id, message),
    remove: async (id) => void kept.delete(id),
  };
}

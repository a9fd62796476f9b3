// What the client needs of the place it runs in: a page passes in its browser's services, a test Node's.
import type { Clock } from "./clock.ts";
import type { UnsentStore } from "./unsent.ts";

/** A WebSocket, as browsers have it. */
export interface WebSocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "close", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export type PageEvent = "online" | "offline" | "visible";

/** What is known of the network and the person without asking anybody. */
export interface PageStatus {
  /** False when the device itself knows that it has no network. */
  readonly isOnline: () => boolean;
  /** False while nobody can see the page. */
  readonly isVisible: () => boolean;
  readonly subscribe: (listener: (event: PageEvent) => void) => () => void;
}

/** Tells the other tabs of this browser that something changed, and is told by them. */
export interface Channel {
  readonly post: () => void;
  readonly close: () => void;
}

export interface Platform {
  readonly clock: Clock;
  readonly page: PageStatus;
  readonly openWebSocket: (url: string) => WebSocketLike;
  /** Where to open the socket of a session key, asked each time: an address may be good for one socket only. */
  readonly socketUrl: (key: string) => string | Promise<string>;
  /** Calls `run` when the screen is next painted; returns what cancels it. */
  readonly nextFrame: (run: () => void) => () => void;
  /** Makes several changes of values as one, so that they are shown together. */
  readonly batch: (changes: () => void) => void;
  /** Where the unsent messages of a session are kept. */
  readonly openUnsent: (session: string) => UnsentStore;
  /** Runs `act` while no other tab of this browser holds the lock of that name. */
  readonly lock: (name: string, act: () => Promise<unknown>) => Promise<unknown>;
  readonly openChannel: (name: string, onPost: () => void) => Channel;
}

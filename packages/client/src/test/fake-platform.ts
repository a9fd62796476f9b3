// A place to run in without a browser: sockets that a test opens, feeds and closes, and the page's own events.
import { systemClock } from "../clock.ts";
import type { PageEvent, Platform, WebSocketLike } from "../platform.ts";
import { siteSocketUrl } from "../socket-url.ts";
import { memoryStore } from "./memory-store.ts";

type Listener = (event: { readonly data: unknown }) => void;

export class FakeSocket implements WebSocketLike {
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = [];

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#tell("close");
  }

  opens(): void {
    this.readyState = 1;
    this.#tell("open");
  }

  hears(frame: unknown): void {
    this.#tell("message", JSON.stringify(frame));
  }

  #tell(type: string, data?: string): void {
    for (const one of this.#listeners) if (one.type === type) one.listener({ data });
  }

  /** Types of what was sent. */
  get types(): unknown[] {
    return this.sent.map((text) => (JSON.parse(text) as { type: unknown }).type);
  }
}

export class FakePlatform implements Platform {
  /** Every socket that was opened. */
  readonly sockets: FakeSocket[] = [];
  isOnline = true;
  isVisible = true;
  readonly #listeners = new Set<(event: PageEvent) => void>();

  readonly clock = systemClock;
  readonly page: Platform["page"] = {
    isOnline: () => this.isOnline,
    isVisible: () => this.isVisible,
    subscribe: (listener) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    },
  };
  socketUrl: Platform["socketUrl"] = (key) => siteSocketUrl("https://example.com/tracks/1", key);
  openUnsent: Platform["openUnsent"] = () => memoryStore();
  lock: Platform["lock"] = (_, act) => act();
  openChannel: Platform["openChannel"] = () => ({ post: () => undefined, close: () => undefined });

  openWebSocket = (url: string): FakeSocket => {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  };

  nextFrame = (run: () => void): (() => void) => systemClock.after(16, run);

  batch = (changes: () => void): void => changes();

  /** Something happens to the page. */
  tell(event: PageEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  }
}

// A page without a browser: sockets that a test opens, feeds and closes, and the page's own events.
import { vi } from "vitest";

export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }

  static get last(): FakeSocket {
    const socket = FakeSocket.made.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  hears(frame: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  /** Types of what was sent. */
  get types(): unknown[] {
    return this.sent.map((text) => (JSON.parse(text) as { type: unknown }).type);
  }
}

/** Puts the page in place of the missing one. Returns what a test may change of it. */
export function fakePage(): { readonly events: EventTarget; online: boolean; visible: boolean } {
  const events = new EventTarget();
  const page = { events, online: true, visible: true };
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("location", { href: "https://example.com/tracks/1/chat" });
  vi.stubGlobal("navigator", {
    get onLine() {
      return page.online;
    },
  });
  const document = Object.assign(new EventTarget(), {});
  Object.defineProperty(document, "visibilityState", {
    get: () => (page.visible ? "visible" : "hidden"),
  });
  vi.stubGlobal("document", document);
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  return page;
}

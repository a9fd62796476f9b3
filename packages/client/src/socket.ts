// One live socket: opens, stays, reconnects. It knows nothing of dialogues; it hands over frames.
import { jitteredDelayOf, type Backoff } from "@ai-learning/protocol/backoff";
import type { InputOf } from "@ai-learning/protocol/route";
import type { clientFrames } from "@ai-learning/protocol/websocket";
import { readFrame, type HeardFrame } from "./frame.ts";
import type { PageEvent, Platform, WebSocketLike } from "./platform.ts";
import { Timers } from "./timers.ts";
import { Value } from "./value.ts";

export type LiveState =
  /** On its way, for the first time or after a short loss. */
  | "connecting"
  | "open"
  /** The service answers, but no socket opens: something between lets none through. It goes on trying. */
  | "blocked"
  /** Tried and failed; it goes on trying. */
  | "offline"
  /** The sign-in is over: trying again is of no use. */
  | "refused";

export type ClientFrame = InputOf<(typeof clientFrames)[keyof typeof clientFrames]>;

/** Whether the service takes this client's sign-in; "unreachable" when it does not answer. */
export type SignInStatus = "ok" | "refused" | "unreachable";

export interface LiveSocketOptions {
  /** The session key. */
  readonly key: string;
  readonly platform: Pick<Platform, "clock" | "openWebSocket" | "page" | "socketUrl">;
  readonly onFrame: (frame: HeardFrame) => void;
  /** The socket is open: the moment to ask for what was missed. */
  readonly onOpen: () => void;
  /** Asked when handshakes fail, which do not say why. It may renew the sign-in. */
  readonly checkSignIn: () => Promise<SignInStatus>;
}

/** Milliseconds. */
export const timing = {
  /** API Gateway closes after 10 idle minutes, CloudFront counts only what comes from the server. */
  ping: 4 * 60_000,
  pong: 8_000,
  /** It closes after 2 hours in any case: better at a moment of our own. */
  life: 110 * 60_000,
  handshake: 10_000,
} as const;

/** With full jitter: many clients must not come back at the same moment. */
export const reconnecting: Backoff = { firstMs: 400, maxMs: 30_000 };

/** Failed handshakes in a row after which the sign-in is looked at. */
const failuresBeforeCheck = 2;
/** `readyState` of an open WebSocket. */
const isOpen = (socket: WebSocketLike | undefined): socket is WebSocketLike =>
  socket?.readyState === 1;

export class LiveSocket {
  readonly state = new Value<LiveState>("connecting");
  readonly #options: LiveSocketOptions;
  readonly #timers: Timers<"handshake" | "life" | "ping" | "pong" | "retry">;
  readonly #unsubscribe: () => void;
  /** The one in use. */
  #socket: WebSocketLike | undefined;
  /** One on its way. The one in use goes on until it is open, so that nothing is missed between them. */
  #coming: WebSocketLike | undefined;
  /** Before that, its address, when that has to be asked for. */
  #asking: Promise<string> | undefined;
  #isClosed = false;
  #failures = 0;
  /** The service answered over HTTP while handshakes failed. */
  #isReachable = false;

  /** Opens at once. */
  constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#timers = new Timers(options.platform.clock);
    this.#unsubscribe = options.platform.page.subscribe((event) => this.#follow(event));
    this.#open();
  }

  /** False when the frame could not be sent. */
  send(frame: ClientFrame): boolean {
    if (!isOpen(this.#socket)) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Something expected has not come: is the server there? Any frame counts as its answer. */
  probe(): void {
    if (!this.send({ type: "ping" })) return;
    if (!this.#timers.has("pong")) this.#timers.set("pong", timing.pong, () => this.#lose());
  }

  /** Opens a new socket under the sign-in of now; with `isInDoubt` it is checked before. */
  reopen(isInDoubt: boolean): void {
    if (this.#isRefused) return;
    if (isInDoubt) this.#failures = Math.max(this.#failures, failuresBeforeCheck);
    this.#lose();
  }

  /** The user signed in again: a refused socket is tried anew. */
  revive(): void {
    if (this.#isClosed || !this.#isRefused) return;
    this.#failures = 0;
    this.state.set("connecting");
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#stop();
  }

  get #isRefused(): boolean {
    return this.state.get() === "refused";
  }

  get #isComing(): boolean {
    return (this.#asking ?? this.#coming) !== undefined;
  }

  #beat(): void {
    this.probe();
    this.#timers.set("ping", timing.ping, () => this.#beat());
  }

  #lostState(): LiveState {
    const isOnline = this.#options.platform.page.isOnline();
    if (isOnline && this.#isReachable) return "blocked";
    return this.#failures > 0 || !isOnline ? "offline" : "connecting";
  }

  /** The socket in use is gone or dead. */
  #lose(): void {
    const old = this.#socket;
    this.#socket = undefined;
    this.#timers.cancel("ping", "pong", "life");
    old?.close();
    if (this.#isClosed) return;
    if (this.#isComing) this.state.set(this.#lostState());
    else this.#retryLater();
  }

  #retryLater(): void {
    if (this.#socket === undefined) this.state.set(this.#lostState());
    const delay = jitteredDelayOf(reconnecting, this.#failures);
    this.#timers.set("retry", delay, () => void this.#retry());
  }

  #fail(): void {
    this.#failures += 1;
    this.#retryLater();
  }

  async #retry(): Promise<void> {
    if (this.#failures >= failuresBeforeCheck) {
      const answer = await this.#options.checkSignIn();
      if (this.#isClosed || this.#isComing) return;
      if (answer === "refused") {
        this.#stop();
        this.state.set("refused");
        return;
      }
      this.#isReachable = answer === "ok";
      if (!this.#isReachable) return this.#fail();
      if (this.#socket === undefined) this.state.set(this.#lostState());
    }
    if (!this.#isComing) this.#open();
  }

  #open(): void {
    this.#timers.cancel("retry");
    const url = this.#options.platform.socketUrl(this.#options.key);
    if (typeof url === "string") this.#connect(url);
    else void this.#connectWhenKnown(url);
  }

  async #connectWhenKnown(asked: Promise<string>): Promise<void> {
    this.#asking = asked;
    const url = await asked.catch(() => undefined);
    if (this.#asking !== asked) return;
    this.#asking = undefined;
    if (url === undefined) this.#fail();
    else this.#connect(url);
  }

  #connect(url: string): void {
    const made = this.#options.platform.openWebSocket(url);
    this.#coming = made;
    this.#timers.set("handshake", timing.handshake, () => made.close());
    made.addEventListener("open", () => {
      if (this.#coming === made) this.#use(made);
    });
    made.addEventListener("message", ({ data }) => {
      if (this.#socket === made) this.#hear(data);
    });
    made.addEventListener("close", () => {
      if (this.#socket === made) {
        this.#lose();
      } else if (this.#coming === made) {
        this.#coming = undefined;
        this.#timers.cancel("handshake");
        this.#fail();
      }
    });
  }

  #use(made: WebSocketLike): void {
    const old = this.#socket;
    this.#socket = made;
    this.#coming = undefined;
    this.#failures = 0;
    this.#isReachable = false;
    this.#timers.cancel("handshake", "pong");
    this.#timers.set("ping", timing.ping, () => this.#beat());
    this.#timers.set("life", timing.life, () => this.#open());
    this.state.set("open");
    this.#options.onOpen();
    old?.close();
  }

  #hear(data: unknown): void {
    this.#timers.cancel("pong");
    // Also after the network was away for a moment and the socket outlived it.
    this.state.set("open");
    const frame = readFrame(data);
    if (frame !== null) this.#options.onFrame(frame);
  }

  /** The network goes; or it or the person is back: then now, not after the delay. */
  #follow(event: PageEvent): void {
    if (this.#isRefused) return;
    if (event === "offline") {
      this.state.set("offline");
      this.probe();
    } else if (this.#options.platform.page.isVisible()) {
      if (isOpen(this.#socket)) this.probe();
      else if (!this.#isComing) void this.#retry();
    }
  }

  #stop(): void {
    this.#timers.cancelAll();
    const sockets = [this.#socket, this.#coming];
    this.#socket = undefined;
    this.#coming = undefined;
    this.#asking = undefined;
    for (const one of sockets) one?.close();
  }
}

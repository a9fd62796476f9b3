// One live socket of a tab: opens, stays, comes back. The page's own (packages/client/src/socket.ts) on Node's WebSocket.
import type { InputOf } from "@ai-learning/protocol/route";
import type { clientFrames, ServerFrame } from "@ai-learning/protocol/websocket";
import { WebSocket } from "ws";
import { readFrame, type GatewayError } from "../../packages/client/src/frame.ts";

export type LiveState = "connecting" | "open" | "blocked" | "offline" | "refused";
export type ClientFrame = InputOf<(typeof clientFrames)[keyof typeof clientFrames]>;
export type HeardFrame = ServerFrame | GatewayError;

export interface LiveOptions {
  readonly url: string;
  readonly token: string;
  readonly onFrame: (frame: HeardFrame) => void;
  readonly onOpen: () => void;
  readonly onState: (state: LiveState) => void;
  readonly checkSignIn: () => Promise<"ok" | "refused" | "unreachable">;
}

/** Milliseconds; the page's. */
const timing = { pong: 8_000, handshake: 10_000, firstRetry: 400, longestRetry: 30_000 } as const;
const failuresBeforeCheck = 2;

const retryDelay = (failures: number): number =>
  Math.random() * Math.min(timing.longestRetry, timing.firstRetry * 2 ** Math.min(failures, 10));

export class Live {
  state: LiveState = "connecting";
  readonly #options: LiveOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #socket: WebSocket | undefined;
  #isClosed = false;
  #failures = 0;
  #isReachable = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#connect();
  }

  /** False when the frame could not be sent. */
  send(frame: ClientFrame): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Something expected has not come: is anybody there? Anything heard counts as an answer. */
  probe(): void {
    if (!this.send({ type: "ping" })) return;
    if (!this.#timers.has("pong")) this.#later("pong", timing.pong, () => this.#lost());
  }

  /** The service no longer takes this socket's sign-in: looks at it, and opens a new socket. */
  renew(): void {
    this.#failures = Math.max(this.#failures, failuresBeforeCheck);
    this.#lost();
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  #later(name: string, ms: number, run: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(run, ms));
  }

  #stopTimers(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #set(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.#options.onState(state);
  }

  #drop(): void {
    const old = this.#socket;
    this.#socket = undefined;
    this.#stopTimers();
    old?.close();
  }

  #lostState(): LiveState {
    if (this.#isReachable) return "blocked";
    return this.#failures > 0 ? "offline" : "connecting";
  }

  #lost(): void {
    this.#drop();
    if (this.#isClosed) return;
    this.#set(this.#lostState());
    this.#later("retry", retryDelay(this.#failures), () => void this.#retry());
  }

  async #retry(): Promise<void> {
    if (this.#failures >= failuresBeforeCheck) {
      const answer = await this.#options.checkSignIn();
      if (this.#isClosed || this.#socket !== undefined) return;
      if (answer === "refused") return this.#set("refused");
      this.#isReachable = answer === "ok";
      if (!this.#isReachable) {
        this.#failures += 1;
        return this.#lost();
      }
      this.#set(this.#lostState());
    }
    this.#connect();
  }

  #connect(): void {
    this.#drop();
    const { url, token } = this.#options;
    const next = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    this.#socket = next;
    let wasOpen = false;
    this.#later("handshake", timing.handshake, () => next.close());
    next.on("error", () => undefined);
    next.on("open", () => {
      if (this.#socket !== next) return;
      wasOpen = true;
      this.#failures = 0;
      this.#isReachable = false;
      this.#stopTimers();
      this.#set("open");
      this.#options.onOpen();
    });
    next.on("message", (data: Buffer) => {
      if (this.#socket !== next) return;
      clearTimeout(this.#timers.get("pong"));
      this.#timers.delete("pong");
      this.#set("open");
      const frame = readFrame(data.toString());
      if (frame !== null) this.#options.onFrame(frame);
    });
    next.on("close", () => {
      if (this.#socket !== next) return;
      if (!wasOpen) this.#failures += 1;
      this.#lost();
    });
  }
}

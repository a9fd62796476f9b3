// One live socket: opens, stays, comes back. It knows nothing of dialogues; it hands over frames.
import type { InputOf } from "@ai-learning/protocol/route";
import type { clientFrames, ServerFrame } from "@ai-learning/protocol/websocket";
import { createSignal, type Accessor } from "solid-js";
import { readFrame, type GatewayError } from "./state/frame.ts";

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
export type HeardFrame = ServerFrame | GatewayError;

export interface LiveOptions {
  /** The session key. */
  readonly key: string;
  readonly onFrame: (frame: HeardFrame) => void;
  /** The socket is open: the moment to ask for what was missed. */
  readonly onOpen: () => void;
  /** Asked when handshakes fail, which do not say why. It may renew the sign-in. */
  readonly checkSignIn: () => Promise<"ok" | "refused" | "unreachable">;
}

export interface Live {
  readonly state: Accessor<LiveState>;
  /** False when the frame could not be sent. */
  readonly send: (frame: ClientFrame) => boolean;
  /** Something expected has not come: is anybody there? */
  readonly probe: () => void;
  readonly close: () => void;
}

/** Milliseconds. */
export const timing = {
  /** API Gateway closes after 10 idle minutes, CloudFront counts only what comes from the server. */
  ping: 4 * 60_000,
  pong: 8_000,
  /** It closes after 2 hours in any case: better at a moment of our own. */
  life: 110 * 60_000,
  handshake: 10_000,
  firstRetry: 400,
  longestRetry: 30_000,
} as const;

/** Failed handshakes in a row after which the sign-in is looked at. */
const failuresBeforeCheck = 2;

const addressOf = (key: string): string => {
  const url = new URL(`/ws/chat/${encodeURIComponent(key)}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};

/** Full jitter: many browsers must not come back at the same moment. */
export const retryDelay = (failures: number, random = Math.random()): number =>
  random * Math.min(timing.longestRetry, timing.firstRetry * 2 ** Math.min(failures, 10));

export function createLive(options: LiveOptions): Live {
  const [state, setState] = createSignal<LiveState>("connecting");
  let socket: WebSocket | undefined;
  let isClosed = false;
  let failures = 0;
  /** The service answered over HTTP while handshakes failed. */
  let isReachable = false;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function later(name: string, ms: number, run: () => void): void {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(run, ms));
  }

  function stopTimers(): void {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  }

  function send(frame: ClientFrame): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  /** Anything heard counts as an answer. */
  function probe(): void {
    if (!send({ type: "ping" })) return;
    if (!timers.has("pong")) later("pong", timing.pong, lost);
  }

  function beat(): void {
    probe();
    later("ping", timing.ping, beat);
  }

  function drop(): void {
    const old = socket;
    socket = undefined;
    stopTimers();
    old?.close();
  }

  function lostState(): LiveState {
    if (navigator.onLine && isReachable) return "blocked";
    return failures > 0 || !navigator.onLine ? "offline" : "connecting";
  }

  /** The socket is gone or dead. */
  function lost(): void {
    drop();
    if (isClosed) return;
    setState(lostState());
    later("retry", retryDelay(failures), () => void retry());
  }

  async function retry(): Promise<void> {
    if (failures >= failuresBeforeCheck) {
      const answer = await options.checkSignIn();
      if (isClosed || socket !== undefined) return;
      if (answer === "refused") {
        setState("refused");
        return;
      }
      isReachable = answer === "ok";
      if (!isReachable) {
        failures += 1;
        lost();
        return;
      }
      setState(lostState());
    }
    connect();
  }

  function connect(): void {
    drop();
    const next = new WebSocket(addressOf(options.key));
    socket = next;
    let wasOpen = false;
    later("handshake", timing.handshake, () => next.close());
    next.addEventListener("open", () => {
      if (socket !== next) return;
      wasOpen = true;
      failures = 0;
      isReachable = false;
      stopTimers();
      later("ping", timing.ping, beat);
      later("life", timing.life, connect);
      setState("open");
      options.onOpen();
    });
    next.addEventListener("message", (event) => {
      if (socket !== next) return;
      clearTimeout(timers.get("pong"));
      timers.delete("pong");
      // Also after the network was away for a moment and the socket outlived it.
      setState("open");
      const frame = readFrame(event.data);
      if (frame !== null) options.onFrame(frame);
    });
    next.addEventListener("close", () => {
      if (socket !== next) return;
      if (!wasOpen) failures += 1;
      lost();
    });
  }

  /** The network or the person is back: now, not after the delay. */
  function wake(): void {
    if (document.visibilityState === "hidden" || state() === "refused") return;
    if (socket?.readyState === WebSocket.OPEN) probe();
    else if (socket?.readyState !== WebSocket.CONNECTING) void retry();
  }

  const offline = (): void => {
    if (state() !== "refused") setState("offline");
    probe();
  };

  addEventListener("online", wake);
  addEventListener("offline", offline);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  connect();

  return {
    state,
    send,
    probe,
    close: () => {
      isClosed = true;
      removeEventListener("online", wake);
      removeEventListener("offline", offline);
      removeEventListener("pageshow", wake);
      document.removeEventListener("visibilitychange", wake);
      drop();
    },
  };
}

// One live socket: opens, stays, comes back. It knows nothing of dialogues; it hands over frames.
import type { InputOf } from "@ai-learning/protocol/route";
import type { clientFrames, ServerFrame } from "@ai-learning/protocol/websocket";
import { createSignal, type Accessor } from "solid-js";
import { call } from "./api.ts";
import { readFrame, type GatewayError } from "@ai-learning/client/frame";

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
  /** Where to open the socket of a session key, each time anew; by default as the site was built. */
  readonly addressOf?: (key: string) => string | Promise<string>;
}

export interface Live {
  readonly state: Accessor<LiveState>;
  /** False when the frame could not be sent. */
  readonly send: (frame: ClientFrame) => boolean;
  /** Something expected has not come: is anybody there? */
  readonly probe: () => void;
  /** The service no longer takes this socket's sign-in: looks at it, and opens a new socket. */
  readonly renew: () => void;
  /** The sign-in goes on under new cookies: opens a new socket, without a word. */
  readonly reopen: () => void;
  /** Somebody signed in again: a refused socket is tried anew. */
  readonly revive: () => void;
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

/** On the page's own origin, where its cookies say who it is. */
const ownAddress = (key: string): string => {
  const url = new URL(`/ws/chat/${encodeURIComponent(key)}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};

/** On the WebSocket API itself, which gets no cookies: a ticket, good for one socket, says who it is. */
export async function directAddress(api: string, key: string): Promise<string> {
  const { ticket } = await call("ticket");
  const url = new URL(api);
  url.searchParams.set("session_key", key);
  url.searchParams.set("ticket", ticket);
  return url.href;
}

const addressOf: NonNullable<LiveOptions["addressOf"]> = (key) =>
  import.meta.env.SOCKET_URL ? directAddress(import.meta.env.SOCKET_URL, key) : ownAddress(key);

/** Full jitter: many browsers must not come back at the same moment. */
export const retryDelay = (failures: number, random = Math.random()): number =>
  random * Math.min(timing.longestRetry, timing.firstRetry * 2 ** Math.min(failures, 10));

export function createLive(options: LiveOptions): Live {
  const [state, setState] = createSignal<LiveState>("connecting");
  /** The one in use. */
  let socket: WebSocket | undefined;
  /** One on its way. The one in use goes on until it is open, so that nothing is missed between them. */
  let coming: WebSocket | undefined;
  /** Before that, its address, when that has to be asked for. */
  let asking: Promise<string> | undefined;
  let isClosed = false;
  let failures = 0;
  /** The service answered over HTTP while handshakes failed. */
  let isReachable = false;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function cancel(name: string): void {
    clearTimeout(timers.get(name));
    timers.delete(name);
  }

  function later(name: string, ms: number, run: () => void): void {
    cancel(name);
    timers.set(name, setTimeout(run, ms));
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

  const isComing = (): boolean => (asking ?? coming) !== undefined;

  function lostState(): LiveState {
    if (navigator.onLine && isReachable) return "blocked";
    return failures > 0 || !navigator.onLine ? "offline" : "connecting";
  }

  /** The socket in use is gone or dead. */
  function lost(): void {
    const old = socket;
    socket = undefined;
    for (const name of ["ping", "pong", "life"]) cancel(name);
    old?.close();
    if (isClosed) return;
    if (isComing()) setState(lostState());
    else again();
  }

  /** Opens one later. */
  function again(): void {
    if (socket === undefined) setState(lostState());
    later("retry", retryDelay(failures), () => void retry());
  }

  async function retry(): Promise<void> {
    if (failures >= failuresBeforeCheck) {
      const answer = await options.checkSignIn();
      if (isClosed || isComing()) return;
      if (answer === "refused") {
        refuse();
        return;
      }
      isReachable = answer === "ok";
      if (!isReachable) {
        failures += 1;
        again();
        return;
      }
      if (socket === undefined) setState(lostState());
    }
    if (!isComing()) open();
  }

  function refuse(): void {
    stop();
    setState("refused");
  }

  function open(): void {
    cancel("retry");
    const address = (options.addressOf ?? addressOf)(options.key);
    if (typeof address === "string") connect(address);
    else void connectWhenKnown(address);
  }

  async function connectWhenKnown(address: Promise<string>): Promise<void> {
    asking = address;
    const known = await address.catch(() => undefined);
    if (asking !== address) return;
    asking = undefined;
    if (known !== undefined) return connect(known);
    failures += 1;
    again();
  }

  function connect(address: string): void {
    const made = new WebSocket(address);
    coming = made;
    later("handshake", timing.handshake, () => made.close());
    made.addEventListener("open", () => {
      if (coming === made) take(made);
    });
    made.addEventListener("message", (event) => {
      if (socket !== made) return;
      cancel("pong");
      // Also after the network was away for a moment and the socket outlived it.
      setState("open");
      const frame = readFrame(event.data);
      if (frame !== null) options.onFrame(frame);
    });
    made.addEventListener("close", () => {
      if (socket === made) {
        lost();
      } else if (coming === made) {
        coming = undefined;
        cancel("handshake");
        failures += 1;
        again();
      }
    });
  }

  function take(made: WebSocket): void {
    const old = socket;
    socket = made;
    coming = undefined;
    failures = 0;
    isReachable = false;
    for (const name of ["handshake", "pong"]) cancel(name);
    later("ping", timing.ping, beat);
    later("life", timing.life, open);
    setState("open");
    options.onOpen();
    old?.close();
  }

  /** The network or the person is back: now, not after the delay. */
  function wake(): void {
    if (document.visibilityState === "hidden" || state() === "refused") return;
    if (socket?.readyState === WebSocket.OPEN) probe();
    else if (!isComing()) void retry();
  }

  const offline = (): void => {
    if (state() !== "refused") setState("offline");
    probe();
  };

  function stop(): void {
    for (const name of timers.keys()) cancel(name);
    const open = [socket, coming];
    socket = undefined;
    coming = undefined;
    asking = undefined;
    for (const one of open) one?.close();
  }

  addEventListener("online", wake);
  addEventListener("offline", offline);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  open();

  return {
    state,
    send,
    probe,
    renew() {
      if (state() === "refused") return;
      failures = Math.max(failures, failuresBeforeCheck);
      lost();
    },
    reopen() {
      if (state() !== "refused") lost();
    },
    revive() {
      if (isClosed || state() !== "refused") return;
      failures = 0;
      setState("connecting");
      open();
    },
    close: () => {
      isClosed = true;
      removeEventListener("online", wake);
      removeEventListener("offline", offline);
      removeEventListener("pageshow", wake);
      document.removeEventListener("visibilitychange", wake);
      stop();
    },
  };
}

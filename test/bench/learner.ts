// A learner who measures: a guest with a track and an open socket, who notes when which frame came and how long it was.
import { once } from "node:events";
import { LiveSocket, type ClientFrame } from "@ai-learning/client/socket";
import type { Track } from "@ai-learning/protocol/track";
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import { WebSocket } from "ws";
import { guest, type Client } from "../support/client.ts";
import { nodePlatform } from "../support/client-platform.ts";
import { track as makeTrack } from "../support/learning.ts";
import type { Target } from "../support/target.ts";

/** A frame that came. */
export interface Heard {
  /** When it had arrived, on the clock of `performance.now()`, milliseconds. */
  readonly at: number;
  readonly bytes: number;
  readonly frame: ServerFrame;
}

type FrameType = ServerFrame["type"];

/** A frame may be so late before a measurement is given up. Milliseconds. */
const frameLimitMs = 120_000;

/** Opens a bare socket to a session key. */
export async function dial(client: Client, key: string, query = ""): Promise<WebSocket> {
  const path = `/ws/chat/${key}`;
  const url = `${client.target.siteUrl.replace(/^http/, "ws")}${path}${query}`;
  const socket = new WebSocket(url, {
    headers: query === "" ? client.credentials(path) : {},
    perMessageDeflate: false,
  });
  await once(socket, "open");
  return socket;
}

export class Learner {
  readonly client: Client;
  readonly track: Track;
  readonly heard: Heard[] = [];
  readonly #live: LiveSocket;
  readonly #waiting = new Set<(heard: Heard) => void>();
  /** The socket in use. */
  #socket: WebSocket | undefined;
  /** What the socket brought last, before the client reads it. */
  #arrived = { at: 0, bytes: 0 };

  private constructor(client: Client, track: Track, onOpen: () => void) {
    this.client = client;
    this.track = track;
    this.#live = new LiveSocket({
      key: track.session_id,
      platform: nodePlatform({
        siteUrl: client.target.siteUrl,
        credentials: (path) => client.credentials(path),
        onSocket: (socket) => {
          this.#socket = socket;
          socket.on("message", (data: Buffer) => {
            this.#arrived = { at: performance.now(), bytes: data.length };
          });
        },
      }),
      onFrame: (frame) => {
        if (frame.type !== "gateway_error" && frame.type !== "job_done") this.#take(frame);
      },
      onOpen,
      checkSignIn: () => Promise.resolve("unreachable"),
    });
  }

  /** A new guest with a track, whose socket is open and speaks protocol 2. */
  static async join(target: Target): Promise<Learner> {
    const client = await guest({ target });
    const track = await makeTrack(client);
    const open = Promise.withResolvers<void>();
    const learner = new Learner(client, track, open.resolve);
    await open.promise;
    await learner.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    return learner;
  }

  #take(frame: ServerFrame): void {
    const heard = { ...this.#arrived, frame };
    this.heard.push(heard);
    for (const tell of this.#waiting) tell(heard);
  }

  /** Sends a frame; returns when, on the same clock as `heard`. */
  send(frame: ClientFrame): number {
    const at = performance.now();
    if (!this.#live.send(frame)) throw new Error("the socket is not open");
    return at;
  }

  /** The next frame of a type that comes after this call. Rejects on an `error` frame. */
  next(type: FrameType): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(tell);
        settle();
      };
      const tell = (heard: Heard): void => {
        const { frame } = heard;
        if (frame.type === type) end(() => resolve(heard));
        else if (frame.type === "error") end(() => reject(new Error(`error ${frame.code}`)));
      };
      const late = new Error(`no ${type} in ${String(frameLimitMs / 1000)} s`);
      const timer = setTimeout(() => end(() => reject(late)), frameLimitMs);
      this.#waiting.add(tell);
    });
  }

  /** Sends a frame and waits for one of a type; `ms` is what lay between. */
  async ask(frame: ClientFrame, type: FrameType): Promise<Heard & { readonly ms: number }> {
    const coming = this.next(type);
    const sent = this.send(frame);
    const heard = await coming;
    return { ...heard, ms: heard.at - sent };
  }

  /** Leaves; what came is held against the contract, which measuring had no time for. */
  async leave(): Promise<void> {
    for (const { frame } of this.heard) serverFrame.parse(frame);
    const closed = this.#socket && once(this.#socket, "close");
    this.#live.close();
    await closed;
  }
}

/** What a learner says to get so many characters at so many characters a second; 0 is at once. */
export function question(id: string, chars = 40, pace = 0): ClientFrame {
  return { type: "text", message: `[bench ${id} ${String(chars)} ${String(pace)}] Go on.` };
}

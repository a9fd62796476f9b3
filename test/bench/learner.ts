// A learner who measures: a guest with a track and an open socket, who notes when which frame came and how long it was.
import { once } from "node:events";
import type { Track } from "@ai-learning/protocol/track";
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import { WebSocket } from "ws";
import { guest, type Client } from "../support/client.ts";
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
const patienceMs = 120_000;

/** Opens a socket to a session key. */
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
  readonly #socket: WebSocket;
  readonly #waiting = new Set<(heard: Heard) => void>();

  private constructor(client: Client, track: Track, socket: WebSocket) {
    this.client = client;
    this.track = track;
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#take(data));
  }

  /** A new guest with a track, whose socket is open and speaks protocol 2. */
  static async join(target: Target): Promise<Learner> {
    const client = await guest({ target });
    const track = await makeTrack(client);
    const learner = new Learner(client, track, await dial(client, track.session_id));
    await learner.ask({ type: "restore_chat", protocol: 2 }, "chat_restored");
    return learner;
  }

  #take(data: Buffer): void {
    const at = performance.now();
    const frame: ServerFrame = JSON.parse(data.toString());
    const heard = { at, bytes: data.length, frame };
    this.heard.push(heard);
    for (const tell of this.#waiting) tell(heard);
  }

  /** Sends a frame; returns when, on the same clock as `heard`. */
  send(frame: Readonly<Record<string, unknown>>): number {
    const text = JSON.stringify(frame);
    const at = performance.now();
    this.#socket.send(text);
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
      const late = new Error(`no ${type} in ${String(patienceMs / 1000)} s`);
      const timer = setTimeout(() => end(() => reject(late)), patienceMs);
      this.#waiting.add(tell);
    });
  }

  /** Sends a frame and waits for one of a type; `ms` is what lay between. */
  async ask(
    frame: Readonly<Record<string, unknown>>,
    type: FrameType,
  ): Promise<Heard & { readonly ms: number }> {
    const coming = this.next(type);
    const sent = this.send(frame);
    const heard = await coming;
    return { ...heard, ms: heard.at - sent };
  }

  /** Leaves; what came is held against the contract, which measuring had no time for. */
  async leave(): Promise<void> {
    for (const { frame } of this.heard) serverFrame.parse(frame);
    const closed = once(this.#socket, "close");
    this.#socket.close();
    await closed;
  }
}

/** What a learner says to get so many characters at so many characters a second; 0 is at once. */
export function question(id: string, chars = 40, pace = 0): Record<string, unknown> {
  return { type: "text", message: `[bench ${id} ${String(chars)} ${String(pace)}] Go on.` };
}

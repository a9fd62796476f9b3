// A WebSocket client: every frame that comes is checked against the contract and kept.
import { strict as assert } from "node:assert";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import { afterAll, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Client } from "./client.ts";
import { assertShape } from "./http.ts";
import { until } from "./until.ts";

type FrameType = ServerFrame["type"];
export type FrameOf<T extends FrameType> = Extract<ServerFrame, { type: T }>;

export interface SocketOptions {
  /** Opens `/ws/chat/{key}/switch`. */
  readonly channel?: "chat" | "switch";
  /** With its `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stays open for the whole file, so that it may be opened before its tests. */
  readonly kept?: true;
}

const kept: WebSocket[] = [];
afterAll(() => {
  for (const socket of kept) socket.terminate();
});

const largestFrame = 128 * 1024;

function dial(client: Client, key: string, options: SocketOptions): WebSocket {
  const path = `/ws/chat/${key}${options.channel === "switch" ? "/switch" : ""}`;
  const url = client.target.siteUrl.replace(/^http/, "ws") + path + (options.query ?? "");
  return new WebSocket(url, { headers: { ...client.credentials(path), ...options.headers } });
}

/** The HTTP status with which a handshake is refused. */
export async function refusedHandshake(
  client: Client,
  key: string,
  options: SocketOptions = {},
): Promise<number> {
  const socket = dial(client, key, options);
  socket.on("error", () => undefined);
  const opened = once(socket, "open").then(() => {
    socket.terminate();
    throw new Error("the socket opened");
  });
  const refused = once(socket, "unexpected-response").then(([, response]: unknown[]) => {
    const { statusCode } = response as IncomingMessage;
    socket.terminate();
    return statusCode ?? 0;
  });
  return Promise.race([refused, opened]);
}

export class Socket {
  /** Everything that came, in order. */
  readonly frames: ServerFrame[] = [];
  /** Bytes of the largest frame that came. */
  largest = 0;
  readonly #socket: WebSocket;
  /** Where `next` goes on, by type: frames of different types may overtake each other. */
  #read = new Map<FrameType, number>();
  #asked = 0;
  #problem: unknown;
  #closed: { code: number } | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#take(data));
    socket.on("close", (code) => (this.#closed = { code }));
    socket.on("error", (error) => (this.#problem ??= error));
  }

  /** Opens a socket; it is closed when the test is over. */
  static async open(client: Client, key: string, options: SocketOptions = {}): Promise<Socket> {
    const ws = dial(client, key, options);
    const socket = new Socket(ws);
    if (options.kept) kept.push(ws);
    else onTestFinished(() => ws.terminate());
    await once(ws, "open");
    return socket;
  }

  #take(data: Buffer): void {
    try {
      this.largest = Math.max(this.largest, data.length);
      assert.ok(data.length <= largestFrame, `a frame of ${data.length} bytes`);
      const frame: unknown = JSON.parse(data.toString());
      assertShape(serverFrame, frame, `frame ${data.toString().slice(0, 300)}`);
      this.frames.push(frame as ServerFrame);
    } catch (error) {
      this.#problem ??= error;
    }
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a frame: an object as JSON, text as it is, bytes as a binary frame. */
  send(frame: Readonly<Record<string, unknown>> | string | Buffer): void {
    const isRaw = typeof frame === "string" || Buffer.isBuffer(frame);
    this.#socket.send(isRaw ? frame : JSON.stringify(frame));
  }

  /** Sends bytes as a text frame, whether they are text or not. */
  sendAsText(bytes: Buffer): void {
    this.#socket.send(bytes, { binary: false });
  }

  /**
   * The next frame of a type that fits, among those of its type not yet looked at: in whatever order
   * the types arrive, none is missed.
   */
  async next<T extends FrameType>(
    type: T,
    fits: (frame: FrameOf<T>) => boolean = () => true,
  ): Promise<FrameOf<T>> {
    const isIt = (frame: ServerFrame): frame is FrameOf<T> =>
      frame.type === type && fits(frame as FrameOf<T>);
    return until(
      () => {
        this.#check();
        const from = Math.max(this.#asked, this.#read.get(type) ?? 0);
        const at = this.frames.findIndex((frame, index) => index >= from && isIt(frame));
        const frame = this.frames[at];
        this.#read.set(type, at < 0 ? this.frames.length : at + 1);
        if (frame !== undefined) return frame as FrameOf<T>;
        assert.ok(!this.#closed, `closed with ${this.#closed?.code} instead of sending ${type}`);
        return undefined;
      },
      { what: `a frame ${type}`, seen: () => this.#seen() },
    );
  }

  /** Sends a frame and returns the first one of a type that comes after; earlier ones are forgotten. */
  async ask<T extends FrameType>(
    frame: Readonly<Record<string, unknown>> | string,
    type: T,
  ): Promise<FrameOf<T>> {
    this.#asked = this.frames.length;
    this.send(frame);
    return this.next(type);
  }

  /** Sends a frame and returns the first one that comes after and fits. */
  async first(
    frame: Readonly<Record<string, unknown>>,
    fits: (one: ServerFrame) => boolean = () => true,
  ): Promise<ServerFrame> {
    const from = this.frames.length;
    this.send(frame);
    return until(() => (this.#check(), this.frames.slice(from).find(fits)), {
      what: "any frame",
      seen: () => this.#seen(),
    });
  }

  /** What came so far, for the message of a failure. */
  #seen(): string {
    const shown = this.frames.map((frame) => {
      const { type, message_id = "", code = "" }: Record<string, unknown> = { ...frame };
      return [type, message_id, code].filter((part) => part !== "").join(" ");
    });
    return `frames so far: ${shown.join(", ") || "none"}`;
  }

  /** All frames of a type so far. */
  all<T extends FrameType>(type: T): FrameOf<T>[] {
    this.#check();
    return this.frames.filter((frame): frame is FrameOf<T> => frame.type === type);
  }

  /**
   * Everything sent before this call has been handled and answered: a ping goes out and comes back.
   * Frames are handled side by side, so this orders only what the server had begun to answer.
   */
  async quiet(): Promise<void> {
    await this.ask({ type: "ping" }, "pong");
  }

  /** The code with which the server closes. */
  closeCode(): Promise<number> {
    return until(() => this.#closed?.code, { what: "the close" });
  }

  /** Closes from this side and waits until it is done. */
  async close(): Promise<void> {
    this.#check();
    this.#socket.close();
    await this.closeCode();
  }

  #check(): void {
    if (this.#problem !== undefined) throw this.#problem;
  }
}

/** The text that deltas of one answer add up to: of its newest attempt, without gap or overlap. */
export function assembled(deltas: readonly FrameOf<"ai_delta">[], messageId: string): string {
  let attempt = 0;
  let text = "";
  for (const delta of deltas.filter((one) => one.message_id === messageId)) {
    if (delta.attempt > attempt) {
      attempt = delta.attempt;
      text = "";
    }
    if (delta.attempt < attempt) continue;
    assert.ok(delta.offset <= text.length, `a gap before offset ${delta.offset}`);
    // What is read again may end before what came live in the meantime.
    const shared = Math.min(text.length - delta.offset, delta.text.length);
    const end = delta.offset + shared;
    assert.equal(text.slice(delta.offset, end), delta.text.slice(0, shared));
    text += delta.text.slice(shared);
  }
  return text;
}

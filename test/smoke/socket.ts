// A socket of any deployment, opened by the client. Frames are held against the contract and wait to be asked for.
import type { HeardFrame } from "@ai-learning/client/frame";
import { LiveSocket, type ClientFrame } from "@ai-learning/client/socket";
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import type { WebSocket } from "ws";
import { nodePlatform, type Credentials } from "../support/client-platform.ts";
import { SmokeError } from "./step.ts";

export type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

export interface SocketOptions {
  readonly siteUrl: string;
  /** The session key. */
  readonly key: string;
  readonly credentials: Credentials;
  /** The socket's address, when it is not the site's. */
  readonly url?: string;
}

interface Waiting {
  look(): boolean;
  fail(error: Error): void;
}

export class Socket {
  readonly #live: LiveSocket;
  readonly #open = Promise.withResolvers<void>();
  /** Come, and not yet asked for. */
  #frames: ServerFrame[] = [];
  #waiting: Waiting | undefined;
  #over: Error | undefined;

  private constructor({ siteUrl, key, credentials, url }: SocketOptions) {
    const platform = nodePlatform({ siteUrl, credentials, onSocket: (one) => this.#watch(one) });
    this.#live = new LiveSocket({
      key,
      platform: url === undefined ? platform : { ...platform, socketUrl: () => url },
      onFrame: (frame) => this.#take(frame),
      onOpen: this.#open.resolve,
      checkSignIn: () => Promise.resolve("refused"),
    });
  }

  /** Shakes hands; a refusal is a failure that says with what. */
  static async open(options: SocketOptions): Promise<Socket> {
    const socket = new Socket(options);
    await socket.#open.promise;
    return socket;
  }

  /** The client reconnects after any failure; here the first one ends everything, and says why. */
  #watch(socket: WebSocket): void {
    socket.on("unexpected-response", (_, { statusCode = 0 }) => {
      this.#end(new SmokeError(`the handshake was refused with ${String(statusCode)}`));
    });
    socket.on("error", (error) => this.#end(new SmokeError(`the socket broke: ${error.message}`)));
    socket.on("close", (code) => {
      this.#end(new SmokeError(`the socket was closed with ${String(code)}`));
    });
  }

  #take(frame: HeardFrame): void {
    const parsed = serverFrame.safeParse(frame);
    if (parsed.success) this.#frames.push(parsed.data);
    else if (frame.type === "gateway_error")
      this.#end(new SmokeError(`the gateway answered "${frame.message}" to a frame`));
    else {
      const text = JSON.stringify(frame).slice(0, 200);
      this.#end(new SmokeError(`a frame is not the contract's: ${text}`));
    }
    this.#waiting?.look();
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#live.close();
    this.#open.reject(this.#over);
    this.#waiting?.fail(this.#over);
  }

  send(frame: ClientFrame): void {
    if (!this.#live.send(frame)) throw this.#over ?? new SmokeError("the socket is not open");
  }

  /** The first frame not yet asked for that fits; the others stay. */
  next<F extends ServerFrame>(fits: (frame: ServerFrame) => frame is F): Promise<F> {
    return new Promise<F>((resolve, reject) => {
      const look = (): boolean => {
        const frame = this.#frames.find(fits);
        if (frame === undefined) return false;
        this.#frames = this.#frames.filter((one) => one !== frame);
        this.#waiting = undefined;
        resolve(frame);
        return true;
      };
      this.#waiting = { look, fail: reject };
      if (!look() && this.#over !== undefined) reject(this.#over);
    });
  }

  /** The next frame of a type; a frame that reports an error instead ends the wait. */
  async of<T extends ServerFrame["type"]>(
    type: T,
    fits: (frame: FrameOf<T>) => boolean = () => true,
  ): Promise<FrameOf<T>> {
    const frame = await this.next(
      (one): one is FrameOf<T> | FrameOf<"error"> =>
        (one.type === type && fits(one as FrameOf<T>)) || one.type === "error",
    );
    if (frame.type !== type) {
      const { code, message } = frame as FrameOf<"error">;
      throw new SmokeError(`the socket answered ${code}: ${message}`);
    }
    return frame as FrameOf<T>;
  }

  close(): void {
    this.#live.close();
  }
}

// A socket of any deployment. Frames are held against the contract and wait to be asked for.
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import { WebSocket } from "ws";
import * as z from "zod";
import { SmokeError } from "./step.ts";

export type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

/** API Gateway's own frame, when a function could not be called or failed. */
const gatewayError = z.object({ message: z.string(), connectionId: z.string() });

interface Waiting {
  look(): boolean;
  fail(error: Error): void;
}

export class Socket {
  readonly #socket: WebSocket;
  /** Come, and not yet asked for. */
  #frames: ServerFrame[] = [];
  #waiting: Waiting | undefined;
  #over: Error | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#take(data));
    socket.on("close", (code) => {
      this.#end(new SmokeError(`the socket was closed with ${String(code)}`));
    });
    socket.on("error", (error) => {
      this.#end(new SmokeError(`the socket broke: ${error.message}`));
    });
  }

  /** Shakes hands; a refusal is a failure that says with what. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Socket> {
    const ws = new WebSocket(url, { headers, handshakeTimeout: 15_000 });
    const socket = new Socket(ws);
    await new Promise<void>((resolve, reject) => {
      ws.once("open", resolve);
      ws.once("unexpected-response", (_, { statusCode = 0 }) => {
        reject(new SmokeError(`the handshake was refused with ${String(statusCode)}`));
      });
      ws.once("error", (error) => reject(new SmokeError(`no socket: ${error.message}`)));
    });
    return socket;
  }

  #take(data: Buffer): void {
    const frame: unknown = JSON.parse(data.toString());
    const parsed = serverFrame.safeParse(frame);
    const own = gatewayError.safeParse(frame);
    if (parsed.success) this.#frames.push(parsed.data);
    else if (own.success)
      this.#end(new SmokeError(`the gateway answered "${own.data.message}" to a frame`));
    else
      this.#end(new SmokeError(`a frame is not the contract's: ${data.toString().slice(0, 200)}`));
    this.#waiting?.look();
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#waiting?.fail(this.#over);
  }

  send(frame: Readonly<Record<string, unknown>>): void {
    this.#socket.send(JSON.stringify(frame));
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
    this.#socket.removeAllListeners("close");
    this.#socket.terminate();
  }
}

// A socket without the client of packages/client, which would never send what a fuzzer has to: it says what came back for
// each frame, and stays usable or closes as the protocol says.
import { once } from "node:events";
import { serverFrame, type ServerFrame } from "@ai-learning/protocol/websocket";
import { WebSocket } from "ws";
import type { Person } from "./callers.ts";
import type { FrameCase } from "./frame-case.ts";
import { Finding, assertNoInsides } from "./verdict.ts";

/** Milliseconds in which a frame is answered. */
const withinMs = 20_000;
/** Closes the protocol gives for bytes that are no frame, or too many. */
const closes: ReadonlySet<number> = new Set([1003, 1007, 1009]);

type End = Extract<ServerFrame, { type: "ai_response" | "finalization_complete" | "error" }>;

const isEnd = (frame: ServerFrame): frame is End =>
  frame.type === "ai_response" ||
  frame.type === "finalization_complete" ||
  (frame.type === "error" && frame.status === "failed");

/** A frame of a turn that is written: also of one that a request opened, and that ends a little later than it. */
const isOfTurn = (frame: ServerFrame): boolean => frame.type === "ai_delta" || isEnd(frame);

/** Frames that are answered with those of a turn. */
const readers: ReadonlySet<string> = new Set(["resume", "stop"]);

export class Tab {
  readonly #socket: WebSocket;
  readonly channel: "chat" | "switch";
  #frames: ServerFrame[] = [];
  #problem: Finding | undefined;
  #closed: number | undefined;
  #sent = "";
  #wake: () => void = () => undefined;

  private constructor(socket: WebSocket, channel: "chat" | "switch") {
    this.#socket = socket;
    this.channel = channel;
    socket.on("message", (data: Buffer) => this.#take(data.toString()));
    socket.on("error", () => undefined);
    socket.on("close", (code) => {
      this.#closed = code;
      this.#wake();
    });
  }

  static async open(siteUrl: string, person: Person, channel: "chat" | "switch"): Promise<Tab> {
    const path = `/ws/chat/${person.ids["session_id"] ?? ""}${channel === "switch" ? "/switch" : ""}`;
    const headers = person.client.credentials(path);
    const socket = new WebSocket(siteUrl.replace(/^http/, "ws") + path, { headers });
    const tab = new Tab(socket, channel);
    await once(socket, "open");
    return tab;
  }

  #take(text: string): void {
    try {
      assertNoInsides(text, this.#sent);
      const parsed = serverFrame.safeParse(JSON.parse(text));
      if (!parsed.success)
        throw new Finding(`a frame the contract does not know: ${text.slice(0, 300)}`);
      this.#frames.push(parsed.data);
      if (parsed.data.type === "error" && parsed.data.code === "internal_error") {
        throw new Finding(`answered internal_error: ${text.slice(0, 300)}`);
      }
    } catch (error) {
      this.#problem ??= error instanceof Finding ? error : new Finding(String(error));
    }
    this.#wake();
  }

  /** The first frame that fits, or "closed". */
  async #next(
    fits: (frame: ServerFrame) => boolean,
    what: string,
  ): Promise<ServerFrame | "closed"> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      if (this.#problem) throw this.#problem;
      const found = this.#frames.find(fits);
      if (found) return found;
      if (this.#closed !== undefined) return "closed";
      const left = deadline - Date.now();
      if (left <= 0) throw new Finding(`${what} was not answered within ${String(withinMs)} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  get isOpen(): boolean {
    return this.#closed === undefined && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a frame as its case says and returns what it was answered: a type, a code or a close. */
  async send({ how, frame }: FrameCase, text: string): Promise<string> {
    this.#frames = [];
    this.#sent = text;
    if (how === "fragments") {
      const half = Math.floor(text.length / 2);
      this.#socket.send(text.slice(0, half), { fin: false });
      this.#socket.send(text.slice(half), { fin: true });
    } else if (how === "text") this.#socket.send(text);
    else this.#socket.send(Buffer.from(text, "hex"), { binary: how === "binary" });

    const first = await this.#next((one) => readers.has(frame) || !isOfTurn(one), "the frame");
    if (first === "closed") return this.#closedAs(how);
    // A turn that is known and over is only named.
    const isOpen =
      first.type === "message_accepted" &&
      !/^(?:complete|stopped|failed)$/.test(first.answer_status);
    if (isOpen) await this.#end(first.answer_id);
    const { code } = first as { code?: string };
    const cell = first.type === "error" ? (code ?? "error") : first.type;
    await this.#stillThere();
    return cell;
  }

  #closedAs(how: FrameCase["how"]): string {
    const code = this.#closed ?? 0;
    if (!closes.has(code))
      throw new Finding(`a ${how} frame closed the socket with ${String(code)}`);
    return `closed ${String(code)}`;
  }

  /** The turn's last frame. */
  async #end(answerId: string): Promise<void> {
    await this.#next((frame) => isEnd(frame) && frame.message_id === answerId, "a turn");
  }

  /** The socket is open and answers; what came late of earlier frames is forgotten. */
  async #stillThere(): Promise<void> {
    // The answer to the case itself may look like that to the ping.
    this.#frames = [];
    this.#socket.send('{"type":"ping"}');
    const isAnswer = (frame: ServerFrame): boolean =>
      this.channel === "chat"
        ? frame.type === "pong"
        : frame.type === "error" && frame.code === "unknown_command";
    if ((await this.#next(isAnswer, "a ping afterwards")) === "closed") this.#closedAs("text");
  }

  close(): void {
    this.#socket.terminate();
  }
}

// One tab of a learner's: the client's own session, without a screen, and what it heard and said.
import type { Call } from "@ai-learning/client/api";
import { acceptedIn } from "@ai-learning/client/delivery";
import type { HeardFrame } from "@ai-learning/client/frame";
import { isUnfinished, type Chat, type Message } from "@ai-learning/client/model";
import type { Platform } from "@ai-learning/client/platform";
import { transcript } from "@ai-learning/client/select";
import { Session } from "@ai-learning/client/session";
import type { ClientFrame } from "@ai-learning/client/socket";
import type { Unsent, UnsentStore } from "@ai-learning/client/unsent";
import { wants } from "@ai-learning/client/wants";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { WebSocket } from "ws";
import { nodePlatform, type Credentials } from "../support/client-platform.ts";
import { Notes, shown } from "./notes.ts";

export interface TabOptions {
  readonly name: string;
  readonly siteUrl: string;
  readonly credentials: Credentials;
  readonly call: Call;
  readonly key: string;
  readonly chatId: string;
  /** What its device keeps. */
  readonly store: UnsentStore;
  readonly onChange: (before: Chat | undefined, chat: Chat) => void;
  readonly onAccepted: (clientIds: readonly string[]) => void;
}

interface Refusal {
  readonly at: number;
  readonly code: ErrorCode;
  /** The frame's `client_message_id`, or the answer that it was about. */
  readonly about: string | null;
}

export class Tab {
  readonly name: string;
  readonly notes = new Notes();
  /** Refused frames. */
  readonly refusals: Refusal[] = [];
  isClosed = false;
  readonly #options: TabOptions;
  readonly #session: Session;
  #chat: Chat | undefined;

  constructor(options: TabOptions) {
    const { call, chatId, key, name } = options;
    this.#options = options;
    this.name = name;
    this.#session = new Session({
      key,
      chatId,
      call,
      platform: this.#platform(),
      onFrame: (frame) => this.#hear(frame),
    });
    this.#session.state.subscribe(({ chats }) => {
      const before = this.#chat;
      this.#chat = chats[chatId];
      if (this.#chat && this.#chat !== before) options.onChange(before, this.#chat);
    });
    this.#session.socket.state.subscribe((state) => this.notes.add(state));
  }

  #platform(): Platform {
    const { siteUrl, credentials, store } = this.#options;
    const onSocket = (socket: WebSocket): void => {
      const send = socket.send.bind(socket);
      socket.send = (data: string) => {
        this.notes.add(`→ ${data.slice(0, 200)}`);
        send(data);
      };
    };
    const platform = nodePlatform({ siteUrl, credentials, onSocket });
    return { ...platform, openUnsent: () => store };
  }

  get chatId(): string {
    return this.#options.chatId;
  }

  get chat(): Chat | undefined {
    return this.#chat;
  }

  get messages(): Message[] {
    return transcript(this.chat);
  }

  /** Written here and not stored yet, as the screen shows it. */
  get unsent(): Unsent[] {
    const stored = new Set(this.messages.map((one) => one.clientId));
    return this.#session.outbox.messages.get().filter((one) => !stored.has(one.id));
  }

  /** Nothing waits, nothing is missing, nothing is to come. */
  get isQuiet(): boolean {
    return (
      this.#live === "open" &&
      (this.chat?.restoredFrom ?? null) !== null &&
      this.unsent.length === 0 &&
      this.#wants.length === 0 &&
      !this.messages.some(isUnfinished)
    );
  }

  /** Why it is not quiet, in words. */
  get unrest(): string {
    const due = this.messages.filter(isUnfinished).map((one) => one.id);
    const unsent = String(this.unsent.length);
    const missing = JSON.stringify(this.#wants);
    return `${this.#live}, ${unsent} unsent, due ${due.join(" ") || "none"}, wants ${missing}`;
  }

  /** Writes a message. */
  say(text: string): Unsent {
    const { outbox } = this.#session;
    const id = outbox.add(this.#options.chatId, text);
    const unsent = outbox.messages.get().find((one) => one.id === id);
    if (unsent === undefined) throw new Error("The outbox has lost what was just written");
    return unsent;
  }

  send(frame: ClientFrame): boolean {
    return this.#session.send(frame);
  }

  /** The stop button. */
  stop(answerId: string): void {
    this.#session.stopper.stop(answerId);
  }

  close(): void {
    this.isClosed = true;
    this.#session.close();
  }

  get #live(): string {
    return this.#session.socket.state.get();
  }

  get #wants(): ReturnType<typeof wants> {
    return wants(this.#session.state.get());
  }

  #hear(frame: HeardFrame): void {
    this.notes.add(`← ${shown(frame)}`);
    this.#options.onAccepted(acceptedIn(frame));
    // An answer that failed is no refusal.
    if (frame.type !== "error" || frame.status === "failed") return;
    const about = frame.client_message_id ?? frame.message_id ?? null;
    this.refusals.push({ at: Date.now(), code: frame.code, about });
  }
}

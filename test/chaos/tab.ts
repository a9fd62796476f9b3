// One tab of a learner's: the page's own reducer, asker, poll and outbox (web/src/state/session.ts ties the same parts
// together), with a socket of Node's and without a screen.
import { createAsker } from "../../packages/client/src/asker.ts";
import {
  empty,
  isUnfinished,
  type Chat,
  type Message,
  type State,
} from "../../packages/client/src/model.ts";
import { createPoll, type Poll } from "../../packages/client/src/poll.ts";
import { reduce } from "../../packages/client/src/reducer.ts";
import { transcript } from "../../packages/client/src/select.ts";
import { wants, type Read } from "../../packages/client/src/wants.ts";
import type { HistoryItem } from "@ai-learning/protocol/chat";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Api } from "./api.ts";
import { acceptedIn, Delivery } from "./delivery.ts";
import { Live, type ClientFrame, type HeardFrame } from "./live.ts";
import { Notes, shown } from "./notes.ts";
import {
  createOutbox,
  createRestorer,
  createStopper,
  type Outbox,
  type Store,
  type Unsent,
} from "./page-parts.ts";

/** Milliseconds and messages; the page's. */
const lookEvery = 1_000;
const newestPart = 20;
const firstPart = 100;

/** Codes after which the socket's sign-in is looked at. */
const signInCodes = ["not_signed_in", "invalid_token", "token_expired", "signed_out"];

export interface TabOptions {
  readonly name: string;
  readonly siteUrl: string;
  readonly token: string;
  readonly api: Api;
  readonly key: string;
  readonly chatId: string;
  /** What its device keeps. */
  readonly store: Store;
  readonly onChange: (before: Chat | undefined, chat: Chat) => void;
  readonly onAccepted: (clientIds: readonly string[]) => void;
}

type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

interface Refusal {
  readonly at: number;
  readonly code: string;
  readonly clientId: string | null;
}

interface Page {
  readonly history: readonly HistoryItem[];
  readonly message_count: number;
  readonly has_more: boolean;
}

export class Tab {
  readonly name: string;
  readonly notes = new Notes();
  /** Refused frames, with the `client_message_id` they carried. */
  readonly refusals: Refusal[] = [];
  readonly outbox: Outbox;
  readonly #options: TabOptions;
  readonly #live: Live;
  readonly #delivery: Delivery;
  readonly #asker: ReturnType<typeof createAsker>;
  readonly #poll: Poll;
  readonly #restorer: ReturnType<typeof createRestorer>;
  readonly #stopper: ReturnType<typeof createStopper>;
  readonly #timer: NodeJS.Timeout;
  #state: State = empty;
  isClosed = false;

  constructor(options: TabOptions) {
    this.#options = options;
    this.name = options.name;
    const { key, api, token } = options;
    this.#asker = createAsker({
      resume: (want) => void this.send(want),
      read: (want) => void this.#read(want),
    });
    this.#poll = createPoll(() => this.#readWithoutSocket());
    this.#restorer = createRestorer({
      chatId: () => options.chatId,
      ask: () => this.send({ type: "restore_chat", protocol: 2, chat_id: options.chatId }),
      askElsewhere: () => this.#poll.wake(),
      isRestored: () => this.#isRestored,
    });
    this.#stopper = createStopper({
      send: (id) => this.send({ type: "stop", protocol: 2, message_id: id }),
      async call(id) {
        const { code, status, body } = await api("stop", { body: { message_id: id } });
        if (code !== null) return status === 404 ? "unknown" : "failed";
        return isUnfinished(body as Pick<Message, "status">) ? "asked" : "over";
      },
      missed: (id) => void this.send({ type: "resume", message_id: id, attempt: 0, offset: 0 }),
    });
    this.#live = new Live({
      url: `${options.siteUrl.replace(/^http/, "ws")}/ws/chat/${key}`,
      token,
      onFrame: (frame) => this.#hear(frame),
      onOpen: () => {
        this.notes.add("open");
        this.#asker.reset();
        this.#stopper.reset();
        this.#restorer.restore();
      },
      onState: (now) => {
        if (now !== "open") this.notes.add(now);
        if (now !== "open") this.#delivery.interrupt();
        if (now === "open" || now === "blocked") this.outbox.pump();
        if (now === "offline" || now === "blocked") this.#poll.wake();
      },
      async checkSignIn() {
        const { code, status } = await api("me");
        return code === null ? "ok" : status === 401 ? "refused" : "unreachable";
      },
    });
    this.#delivery = new Delivery({
      key,
      api,
      send: (frame) => this.send(frame),
      probe: () => this.#live.probe(),
      isBlocked: () => this.#live.state === "blocked",
    });
    this.outbox = createOutbox({
      // A device of its own: only the tabs of one browser share a lock.
      session: `${key} ${this.name}`,
      store: options.store,
      canSend: () => this.#live.state === "open" || this.#live.state === "blocked",
      send: async (message) => {
        const sent = await this.#delivery.send(message);
        if (sent.outcome === "accepted") {
          options.onAccepted([message.id]);
          if (this.#live.state === "blocked") this.#poll.wake();
        }
        return sent;
      },
    });
    this.#timer = setInterval(() => this.#look(), lookEvery);
  }

  get chat(): Chat | undefined {
    return this.#state.chats[this.#options.chatId];
  }

  get messages(): Message[] {
    return transcript(this.chat);
  }

  /** Written here and not stored yet, as the screen shows it. */
  get unsent(): Unsent[] {
    const stored = new Set(this.messages.map((one) => one.clientId));
    return this.outbox.messages().filter((one) => !stored.has(one.id));
  }

  /** Nothing waits, nothing is missing, nothing is to come. */
  get isQuiet(): boolean {
    return (
      this.#live.state === "open" &&
      this.#isRestored &&
      this.unsent.length === 0 &&
      wants(this.#state).length === 0 &&
      !this.messages.some(isUnfinished)
    );
  }

  /** Why it is not quiet, in words. */
  get unrest(): string {
    const due = this.messages.filter(isUnfinished).map((one) => one.id);
    const missing = JSON.stringify(wants(this.#state));
    const unsent = String(this.unsent.length);
    return `${this.#live.state}, ${unsent} unsent, due ${due.join(" ") || "none"}, wants ${missing}`;
  }

  send(frame: ClientFrame): boolean {
    const isSent = this.#live.send(frame);
    const text = JSON.stringify(frame);
    this.notes.add(`${isSent ? "→" : "(not sent)"} ${text.slice(0, 200)}`);
    return isSent;
  }

  /** The stop button. */
  stop(answerId: string): void {
    this.#stopper.stop(answerId);
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.#timer);
    this.#restorer.close();
    this.#poll.close();
    this.#live.close();
    this.outbox.close();
  }

  get #isRestored(): boolean {
    return (this.chat?.restoredFrom ?? null) !== null;
  }

  #hear(frame: HeardFrame): void {
    if (this.isClosed) return;
    this.notes.add(`← ${shown(frame)}`);
    this.#delivery.hear(frame);
    if (frame.type !== "gateway_error") this.#take(frame);
    this.#restorer.hear(frame);
    const accepted = acceptedIn(frame);
    this.#options.onAccepted(accepted);
    this.outbox.settle(accepted);
  }

  #take(frame: ServerFrame): void {
    const before = this.chat;
    this.#state = reduce(this.#state, frame);
    const now = this.chat;
    if (now !== undefined && now !== before) this.#options.onChange(before, now);
    if (frame.type === "error") this.#refused(frame);
    this.#look();
  }

  #look(): void {
    this.#asker.look(this.#state);
    this.#stopper.look(this.#state);
  }

  #refused({ code, message_id, client_message_id }: FrameOf<"error">): void {
    if (message_id === undefined) {
      this.refusals.push({ at: Date.now(), code, clientId: client_message_id ?? null });
    }
    if (signInCodes.includes(code)) this.#live.renew();
  }

  async #read({ chat_id, before, limit }: Omit<Read, "type">): Promise<boolean> {
    const page = await this.#page({ before, limit });
    if (page === null) return false;
    const { history, has_more } = page;
    const { key } = this.#options;
    this.#hear({
      type: "history_page",
      session_id: key,
      chat_id,
      history: [...history],
      has_more,
    });
    return true;
  }

  async #page(query: Readonly<Record<string, number>>): Promise<Page | null> {
    const { api, key, chatId } = this.#options;
    const { code, body } = await api("getHistory", {
      params: { id: chatId },
      query: { session_id: key, ...query },
    });
    return code === null ? (body as Page) : null;
  }

  /** A network that lets no socket through is no reason not to see what is said. */
  async #readWithoutSocket(): Promise<boolean> {
    const isBlocked = this.#live.state === "blocked";
    const isWaiting = !this.#isRestored && this.#live.state === "offline";
    if (!isWaiting && !isBlocked) return false;
    const page = await this.#page({ limit: this.#isRestored ? newestPart : firstPart });
    if (page === null) return true;
    const { history, message_count, has_more } = page;
    const { key, chatId } = this.#options;
    this.#hear({
      type: "history_restored",
      session_id: key,
      chat_id: chatId,
      history: [...history],
      message_count,
      has_more,
    });
    return this.#live.state === "blocked" && history.some(isUnfinished);
  }
}

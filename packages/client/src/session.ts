// A planning session: socket, outbox, dialogue and everything that completes it, tied together.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { createAsker, type Asker } from "./asker.ts";
import { Batch } from "./batch.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { acceptedIn, createDelivery, type Delivery } from "./delivery.ts";
import type { HeardFrame, JobDone } from "./frame.ts";
import { HttpHistory } from "./http-history.ts";
import { empty, isUnfinished, type State } from "./model.ts";
import { Outbox } from "./outbox.ts";
import type { Platform } from "./platform.ts";
import { reduce } from "./reducer.ts";
import { createRestorer, type Restorer } from "./restorer.ts";
import { LiveSocket, type ClientFrame, type LiveState } from "./socket.ts";
import { createStopper, type Stopper } from "./stopper.ts";
import { Value, type Readable } from "./value.ts";

export interface SessionOptions {
  /** The session key. */
  readonly key: string;
  /** The chat on screen, restored whenever the socket opens. */
  readonly chatId: string;
  readonly call: Call;
  readonly platform: Platform;
  /** Sees every frame as it comes. */
  readonly onFrame?: (frame: HeardFrame) => void;
  /** A job of the user's has ended. */
  readonly onJobDone?: (frame: JobDone) => void;
}

/** Milliseconds between looks at what is missing. */
const lookEveryMs = 1_000;
/** Messages of an older page. */
const pageSize = 50;

/** Codes after which the socket's sign-in is looked at. */
const signInCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "not_signed_in",
  "invalid_token",
  "token_expired",
  "signed_out",
]);

async function askToStop(call: Call, id: string): Promise<"asked" | "over" | "unknown" | "failed"> {
  try {
    const { status } = await call("stop", { body: { message_id: id } });
    return isUnfinished({ status }) ? "asked" : "over";
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? "unknown" : "failed";
  }
}

export class Session {
  readonly outbox: Outbox;
  readonly #options: SessionOptions;
  readonly #state = new Value<State>(empty);
  readonly #asker: Asker;
  readonly #delivery: Delivery;
  readonly #history: HttpHistory;
  readonly #received: Batch<HeardFrame>;
  readonly #restorer: Restorer;
  readonly #socket: LiveSocket;
  readonly #stopper: Stopper;
  #chatId: string;
  #isSignedOut = false;
  #cancelLook: () => void = () => undefined;

  /** Opens the socket at once; `close` ends everything. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#chatId = options.chatId;
    this.#received = new Batch(options.platform.nextFrame, (frames) => this.#take(frames));
    this.#history = this.#createHistory();
    this.#restorer = this.#createRestorer();
    this.#stopper = this.#createStopper();
    this.#asker = createAsker({
      now: options.platform.clock.now,
      resume: (want) => void this.send(want),
      read: (want) => void this.#history.read(want),
    });
    this.#delivery = this.#createDelivery();
    this.#socket = this.#createSocket();
    this.outbox = this.#createOutbox();
    this.#socket.state.subscribe((state) => this.#follow(state));
    this.#lookLater();
  }

  get key(): string {
    return this.#options.key;
  }

  get state(): Readable<State> {
    return this.#state;
  }

  get live(): Readable<LiveState> {
    return this.#socket.state;
  }

  /** Why the chat on screen could not be restored; null while there is no reason. */
  get problem(): Readable<ErrorCode | null> {
    return this.#restorer.problem;
  }

  /** Answers asked to end that have not yet. */
  get stopping(): Readable<ReadonlySet<string>> {
    return this.#stopper.asked;
  }

  /** The server said that this sign-in was ended elsewhere. */
  get isSignedOut(): boolean {
    return this.#isSignedOut;
  }

  /** Another chat of the session is on screen. */
  show(chatId: string): void {
    this.#chatId = chatId;
    this.#restorer.begin();
  }

  /** False when the socket cannot send it now. */
  send(frame: ClientFrame): boolean {
    return this.#socket.send(frame);
  }

  /** Asks for the messages below a position. False: they could not be asked for. */
  async older(chatId: string, before: number): Promise<boolean> {
    return (
      this.send({ type: "history_page", chat_id: chatId, before }) ||
      this.#history.read({ chat_id: chatId, before, limit: pageSize })
    );
  }

  /** Something was asked of the mentor over HTTP: where no socket tells of it, it is looked for. */
  expect(): void {
    if (this.#isBlocked) this.#history.expect();
  }

  /** Tries at once what would be tried later. */
  restore(): void {
    this.#restorer.restore();
  }

  /** Ends an answer where it is, whichever tab asked for it. */
  stop(answerId: string): void {
    this.#stopper.stop(answerId);
  }

  /** The user signed in again. */
  revive(): void {
    this.#socket.revive();
  }

  close(): void {
    this.#cancelLook();
    this.#restorer.close();
    this.#history.close();
    this.#socket.close();
    this.outbox.close();
    this.#received.close();
  }

  get #isBlocked(): boolean {
    return this.live.get() === "blocked";
  }

  #isRestored(): boolean {
    return (this.#state.get().chats[this.#chatId]?.restoredFrom ?? null) !== null;
  }

  #createHistory(): HttpHistory {
    const { call, key, platform } = this.#options;
    return new HttpHistory({
      call,
      key,
      clock: platform.clock,
      chatId: () => this.#chatId,
      isRestored: () => this.#isRestored(),
      live: () => this.live.get(),
      isOnline: platform.page.isOnline,
      take: (frame) => this.#received.add(frame),
      refuse: (code) => this.#restorer.refuse(code),
    });
  }

  #createRestorer(): Restorer {
    return createRestorer({
      clock: this.#options.platform.clock,
      chatId: () => this.#chatId,
      ask: () => this.send({ type: "restore_chat", protocol: 2, chat_id: this.#chatId }),
      askElsewhere: () => this.#history.expect(),
      isRestored: () => this.#isRestored(),
    });
  }

  #createStopper(): Stopper {
    const { call, platform } = this.#options;
    return createStopper({
      now: platform.clock.now,
      send: (id) => this.send({ type: "stop", protocol: 2, message_id: id }),
      call: async (id) => {
        const result = await askToStop(call, id);
        this.expect();
        return result;
      },
      missed: (id) => void this.send({ type: "resume", message_id: id, attempt: 0, offset: 0 }),
    });
  }

  #createDelivery(): Delivery {
    const { call, platform } = this.#options;
    return createDelivery({
      call,
      clock: platform.clock,
      send: (frame) => this.send(frame),
      probe: () => this.#socket.probe(),
      isBlocked: () => this.#isBlocked,
    });
  }

  #createSocket(): LiveSocket {
    const { call, key, platform } = this.#options;
    return new LiveSocket({
      key,
      platform,
      onFrame: (frame) => this.#hear(frame),
      onOpen: () => {
        this.#isSignedOut = false;
        this.#asker.reset();
        this.#stopper.reset();
        this.#restorer.restore();
      },
      checkSignIn: () => checkSignIn(call),
    });
  }

  #createOutbox(): Outbox {
    const { key, platform } = this.#options;
    return new Outbox({
      session: key,
      platform,
      canSend: () => this.live.get() === "open" || this.#isBlocked,
      send: async (message) => {
        const sent = await this.#delivery.send(message);
        if (sent.outcome === "accepted") this.expect();
        return sent;
      },
    });
  }

  #follow(state: LiveState): void {
    if (state !== "open") this.#delivery.interrupt();
    if (state === "open" || state === "blocked") this.outbox.pump();
    if (state === "offline" || state === "blocked") this.#history.expect();
  }

  #hear(frame: HeardFrame): void {
    this.#options.onFrame?.(frame);
    this.#delivery.hear(frame);
    this.#received.add(frame);
    if (frame.type === "job_done") this.#options.onJobDone?.(frame);
    if (frame.type !== "error") return;
    if (frame.code === "signed_out") this.#isSignedOut = true;
    if (frame.code === "sign_in_replaced") this.#socket.reopen();
    else if (signInCodes.has(frame.code)) this.#socket.renew();
  }

  #take(frames: readonly HeardFrame[]): void {
    this.#options.platform.batch(() => {
      this.#state.set(frames.reduce(reduce, this.#state.get()));
      for (const frame of frames) this.#restorer.hear(frame);
      this.outbox.settle(frames.flatMap(acceptedIn));
    });
    this.#look();
  }

  #look(): void {
    this.#asker.look(this.#state.get());
    this.#stopper.look(this.#state.get());
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.platform.clock.after(lookEveryMs, () => {
      this.#look();
      this.#lookLater();
    });
  }
}

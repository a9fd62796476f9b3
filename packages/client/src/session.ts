// A planning session: socket, outbox, dialogue and everything that completes it, tied together.
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { createAsker, type Asker } from "./asker.ts";
import { Batch } from "./batch.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { acceptedIn, createDelivery, needsSignIn, type Delivery } from "./delivery.ts";
import type { HeardFrame, JobDone } from "./frame.ts";
import { createHttpHistory, type HttpHistory } from "./http-history.ts";
import { empty, isUnfinished, type State } from "./model.ts";
import { Outbox } from "./outbox.ts";
import type { Platform } from "./platform.ts";
import { reduce } from "./reducer.ts";
import { createRestorer, type Restorer } from "./restorer.ts";
import { LiveSocket, type ClientFrame, type LiveState } from "./socket.ts";
import { createStopper, type Stopper } from "./stopper.ts";
import { Value } from "./value.ts";

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

async function askToStop(call: Call, id: string): Promise<"asked" | "over" | "unknown" | "failed"> {
  try {
    const { status } = await call("stop", { body: { message_id: id } });
    return isUnfinished({ status }) ? "asked" : "over";
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? "unknown" : "failed";
  }
}

export class Session {
  readonly state = new Value<State>(empty);
  readonly socket: LiveSocket;
  readonly outbox: Outbox;
  /** Restores the chat on screen. */
  readonly restorer: Restorer;
  /** Ends answers where they are, whichever tab asked for them. */
  readonly stopper: Stopper;
  /** An open socket was told that its sign-in is over: it was ended elsewhere. */
  isSignedOut = false;
  readonly #options: SessionOptions;
  readonly #asker: Asker;
  readonly #delivery: Delivery;
  readonly #history: HttpHistory;
  readonly #received: Batch<HeardFrame>;
  #chatId: string;
  #cancelLook: () => void = () => undefined;
  /** The sign-in of the socket was refused, or replaced by another tab's: there may be a new one. */
  #mayBeReplaced = false;

  /** Opens the socket at once; `close` ends everything. */
  constructor(options: SessionOptions) {
    const { call, key, platform } = options;
    const { clock } = platform;
    const send = (frame: ClientFrame): boolean => this.send(frame);
    const isRestored = (): boolean => this.#isRestored;
    const chatId = (): string => this.#chatId;
    this.#options = options;
    this.#chatId = options.chatId;
    this.#received = new Batch(platform.nextFrame, (frames) => this.#take(frames));
    this.#history = createHttpHistory({
      call,
      platform,
      key,
      chatId,
      isRestored,
      live: () => this.socket.state.get(),
      take: (frame) => this.#received.add(frame),
      refuse: (code) => this.restorer.refuse(code),
    });
    this.restorer = createRestorer({
      clock,
      chatId,
      isRestored,
      ask: () => send({ type: "restore_chat", protocol: 2, chat_id: chatId() }),
      askElsewhere: this.#history.expect,
    });
    this.stopper = createStopper({
      now: clock.now,
      send: (id) => send({ type: "stop", protocol: 2, message_id: id }),
      call: (id) => askToStop(call, id).finally(this.expect),
      missed: (id) => void send({ type: "resume", message_id: id, attempt: 0, offset: 0 }),
    });
    this.#asker = createAsker({
      now: clock.now,
      resume: (want) => void send(want),
      read: (want) => void this.#history.read(want),
    });
    this.#delivery = createDelivery({
      call,
      clock,
      send,
      probe: () => this.socket.probe(),
      isBlocked: () => this.#isBlocked,
    });
    this.socket = new LiveSocket({
      key,
      platform,
      onFrame: (frame) => this.#hear(frame),
      onOpen: () => this.#catchUp(),
      checkSignIn: () => checkSignIn(call, this.#mayBeReplaced ? clock : undefined),
    });
    this.outbox = new Outbox({
      session: key,
      platform,
      canSend: () => this.socket.state.get() === "open" || this.#isBlocked,
      send: (message) => this.#delivery.send(message).finally(this.expect),
    });
    this.socket.state.subscribe((state) => this.#follow(state));
    this.#lookLater();
  }

  /** Another chat of the session is on screen. */
  show(chatId: string): void {
    this.#chatId = chatId;
    this.restorer.begin();
  }

  /** False when the socket cannot send it now. */
  send(frame: ClientFrame): boolean {
    return this.socket.send(frame);
  }

  /** Asks for the messages below a position. False: they could not be asked for. */
  older = async (chat_id: string, before: number): Promise<boolean> =>
    this.send({ type: "history_page", chat_id, before }) ||
    this.#history.read({ chat_id, before, limit: pageSize });

  /** Something was asked of the mentor over HTTP: where no socket tells of it, it is looked for. */
  expect = (): void => {
    if (this.#isBlocked) this.#history.expect();
  };

  close(): void {
    this.#cancelLook();
    this.restorer.close();
    this.#history.close();
    this.socket.close();
    this.outbox.close();
    this.#received.close();
  }

  get #isBlocked(): boolean {
    return this.socket.state.get() === "blocked";
  }

  get #isRestored(): boolean {
    return (this.state.get().chats[this.#chatId]?.restoredFrom ?? null) !== null;
  }

  /** The socket is new: what came meanwhile is not known, nor whether what was sent arrived. */
  #catchUp(): void {
    this.isSignedOut = false;
    this.#mayBeReplaced = false;
    this.#asker.reset();
    this.stopper.reset();
    this.restorer.restore();
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
    // A question on its way when the sign-in ended may be refused before the socket is told.
    if (frame.code === "signed_out" || frame.code === "invalid_token") this.isSignedOut = true;
    if (frame.code === "invalid_token" || frame.code === "sign_in_replaced") {
      this.#mayBeReplaced = true;
    }
    const isInDoubt = needsSignIn(frame.code);
    if (isInDoubt || frame.code === "sign_in_replaced") this.socket.reopen(isInDoubt);
  }

  #take(frames: readonly HeardFrame[]): void {
    this.#options.platform.batch(() => {
      this.state.set(frames.reduce(reduce, this.state.get()));
      for (const frame of frames) this.restorer.hear(frame);
      this.outbox.settle(frames.flatMap(acceptedIn));
    });
    this.#look();
  }

  #look(): void {
    this.#asker.look(this.state.get());
    this.stopper.look(this.state.get());
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.platform.clock.after(lookEveryMs, () => {
      this.#look();
      this.#lookLater();
    });
  }
}

// Sends what was written: one message at a time, in order, until the server has taken it.
import { delayOf, type Backoff } from "@ai-learning/protocol/backoff";
import type { ApiErrorCode } from "./api-error.ts";
import { lockWithin } from "./lock.ts";
import type { Platform } from "./platform.ts";
import type { Unsent } from "./unsent.ts";
import { UnsentList } from "./unsent-list.ts";
import { Value, type Readable } from "./value.ts";
import { newId } from "./new-id.ts";

/** What became of one try. */
export type Sent =
  | { readonly outcome: "accepted" }
  | { readonly outcome: "refused"; readonly code: ApiErrorCode }
  /** Not now: no connection, a server in trouble, no answer. */
  | {
      readonly outcome: "later";
      readonly code?: ApiErrorCode;
      /** Seconds the server asks us to wait. */
      readonly retryAfter?: number | undefined;
    };

export interface OutboxOptions {
  readonly session: string;
  readonly platform: Pick<Platform, "clock" | "lock" | "openChannel" | "openUnsent">;
  /** False while nothing can be sent: the outbox waits for `pump`. */
  readonly canSend: () => boolean;
  /** Sends one message and waits for the server's word on it. */
  readonly send: (message: Unsent) => Promise<Sent>;
}

const resending: Backoff = { firstMs: 1_000, maxMs: 30_000 };
/** Tries that end in trouble on the server's side before a message is no longer sent by itself. */
const maxTries = 8;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #list: UnsentList;
  /** What is not in the dialogue yet, in the order of sending. */
  readonly messages: Readable<readonly Unsent[]>;
  /** The id of the message on its way now. */
  readonly sending = new Value<string | null>(null);
  /** Why what waits was not taken at the last try; null when nothing was said. */
  readonly held = new Value<ApiErrorCode | null>(null);
  readonly #tries = new Map<string, number>();
  #isClosed = false;
  #isBusy = false;
  /** Asked for while busy: once more afterwards. */
  #isWanted = false;
  #lastAt = 0;
  /** The server asked for a pause until then. */
  #notBefore = 0;
  #cancelRetry: () => void = () => undefined;

  constructor(options: OutboxOptions) {
    const { session, platform } = options;
    const name = `outbox:${session}`;
    this.#options = options;
    this.#list = new UnsentList({
      store: platform.openUnsent(session),
      clock: platform.clock,
      openChannel: (onPost) => platform.openChannel(name, onPost),
    });
    this.messages = this.#list.messages;
    void this.#list.reload().then(() => this.pump());
  }

  /** A new message, or with `edits` another text for a stored one. Returns its id. */
  add = (chat: string, text: string, more?: Pick<Unsent, "edits" | "studied">): string => {
    const { session, platform } = this.#options;
    // Two messages of one millisecond keep their order.
    this.#lastAt = Math.max(platform.clock.now(), this.#lastAt + 1);
    const message = { id: newId(), session, chat, text, at: this.#lastAt, refused: null };
    this.#list.put({ ...message, ...more });
    this.pump();
    return message.id;
  };

  /** Tries a refused message again. */
  again = (id: string): void => {
    const message = this.messages.get().find((one) => one.id === id);
    if (message === undefined) return;
    this.#list.put({ ...message, refused: null });
    this.pump();
  };

  remove = (id: string): void => this.#list.remove([id]);

  /** The server has these: by whichever tab they were sent. */
  settle(ids: readonly string[]): void {
    const known = this.messages.get().filter((one) => ids.includes(one.id));
    if (known.length > 0) this.#list.remove(known.map((one) => one.id));
  }

  /** Sends what waits, if it can. */
  pump(): void {
    if (this.#isClosed) return;
    this.#isWanted = this.#isBusy;
    if (this.#isBusy) return;
    this.#isBusy = true;
    void this.#work().finally(() => {
      this.#isBusy = false;
      this.sending.set(null);
      if (this.#isWanted) this.pump();
    });
  }

  /** Sends nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.#list.close();
  }

  async #work(): Promise<void> {
    const { canSend, platform, session } = this.#options;
    // One tab of a session sends at a time. Without locks the server's idempotence has to do.
    while (canSend()) {
      if (!(await lockWithin(platform, `outbox:${session}`, () => this.#attempt()))) return;
    }
  }

  /** One try of the oldest message. False: there is no more to do for now. */
  async #attempt(): Promise<boolean> {
    const { canSend, platform, send } = this.#options;
    await this.#list.reload();
    const message = this.#list.next;
    if (this.#isClosed || message === undefined || !canSend()) return false;
    if (platform.clock.now() < this.#notBefore) return false;
    this.sending.set(message.id);
    const sent = await send(message);
    this.sending.set(null);
    if (sent.outcome === "accepted") {
      this.held.set(null);
      await this.#list.take(message);
      return true;
    }
    const count = (this.#tries.get(message.id) ?? 0) + 1;
    const isHopeless = sent.code === "internal_error" && count >= maxTries;
    if (sent.outcome === "refused" || isHopeless) {
      this.held.set(null);
      this.#tries.delete(message.id);
      this.#list.put({ ...message, refused: sent.code ?? "internal_error" });
      return true;
    }
    this.#tries.set(message.id, count);
    this.#retryLater(sent, count);
    return false;
  }

  /** After a growing delay, and never earlier than the server asked for. */
  #retryLater(sent: Extract<Sent, { outcome: "later" }>, count: number): void {
    const { clock } = this.#options.platform;
    const askedMs = (sent.retryAfter ?? 0) * 1_000;
    const delay = Math.max(delayOf(resending, count - 1), askedMs);
    this.held.set(sent.code ?? null);
    this.#notBefore = clock.now() + askedMs;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(delay, () => this.pump());
  }
}

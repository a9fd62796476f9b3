// A dialogue over HTTP: pages that a socket has not brought, and all of it where no socket opens.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import { isUnfinished } from "./model.ts";
import { createPoll, type Poll } from "./poll.ts";
import { isFinalCode } from "./restorer.ts";
import type { LiveState } from "./socket.ts";
import type { Read } from "./wants.ts";

export interface HttpHistoryOptions {
  readonly call: Call;
  readonly clock: Clock;
  /** The session key. */
  readonly key: string;
  readonly chatId: () => string;
  readonly isRestored: () => boolean;
  readonly live: () => LiveState;
  readonly isOnline: () => boolean;
  /** Takes what was read, as the frame that a socket would have brought. */
  readonly take: (frame: ServerFrame) => void;
  /** The chat on screen cannot be read, now or later. */
  readonly refuse: (code: ErrorCode) => void;
}

/** Messages read at once: of a chat not read before, and of one where something is to come. */
const firstPart = 100;
const newestPart = 20;

export class HttpHistory {
  readonly #options: HttpHistoryOptions;
  readonly #poll: Poll;

  constructor(options: HttpHistoryOptions) {
    this.#options = options;
    this.#poll = createPoll(options.clock, () => this.#readNewest());
  }

  /** Reads stored messages. False when they could not be read. */
  async read({ chat_id, before, limit }: Omit<Read, "type">): Promise<boolean> {
    const { call, key, take } = this.#options;
    const query = { session_id: key, before, limit };
    const page = await call("getHistory", { params: { id: chat_id }, query }).catch(() => null);
    if (page === null) return false;
    const { history, has_more } = page;
    take({ type: "history_page", session_id: key, chat_id, history, has_more });
    return true;
  }

  /** Something is to be expected that no socket may bring: reads now, and then until there is no more to come. */
  expect(): void {
    this.#poll.wake();
  }

  close(): void {
    this.#poll.close();
  }

  /** A network that lets no socket through is no reason not to see what is said. */
  async #readNewest(): Promise<boolean> {
    const { call, chatId, isOnline, isRestored, key, live, refuse, take } = this.#options;
    const isBlocked = (): boolean => live() === "blocked";
    const isWaiting = !isRestored() && live() === "offline";
    if (!isWaiting && !isBlocked()) return false;
    if (!isOnline()) return true;
    const id = chatId();
    const query = { session_id: key, limit: isRestored() ? newestPart : firstPart };
    try {
      const page = await call("getHistory", { params: { id }, query });
      const { history, message_count, has_more } = page;
      const part = { session_id: key, chat_id: id, history, message_count, has_more };
      take({ type: "history_restored", ...part });
      return isBlocked() && history.some(isUnfinished);
    } catch (error) {
      const isFinal = error instanceof ApiError && isFinalCode(error.code);
      if (isFinal && id === chatId() && !isRestored()) refuse(error.code);
      return !isFinal;
    }
  }
}

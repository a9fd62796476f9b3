// A dialogue over HTTP: pages that a socket has not brought, and all of it where no socket opens.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { ServerFrame } from "@ai-learning/protocol/websocket";
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { isUnfinished } from "./model.ts";
import type { Platform } from "./platform.ts";
import { createPoll } from "./poll.ts";
import { isFinalCode } from "./restorer.ts";
import type { LiveState } from "./socket.ts";
import type { Read } from "./wants.ts";

export interface HttpHistoryOptions {
  readonly call: Call;
  readonly platform: Pick<Platform, "clock" | "page">;
  /** The session key. */
  readonly key: string;
  readonly chatId: () => string;
  readonly isRestored: () => boolean;
  readonly live: () => LiveState;
  /** Takes what was read, as the frame that a socket would have brought. */
  readonly take: (frame: ServerFrame) => void;
  /** The chat on screen cannot be read, now or later. */
  readonly refuse: (code: ErrorCode) => void;
}

export interface HttpHistory {
  /** Reads stored messages. False when they could not be read. */
  readonly read: (what: Omit<Read, "type">) => Promise<boolean>;
  /** Something is to be expected that no socket may bring: reads now, and then until there is no more to come. */
  readonly expect: () => void;
  readonly close: () => void;
}

/** Messages read at once: of a chat not read before, and of one where something is to come. */
const firstPart = 100;
const newestPart = 20;

export function createHttpHistory(options: HttpHistoryOptions): HttpHistory {
  const { call, chatId, isRestored, key: session_id, live, platform, take } = options;
  const isBlocked = (): boolean => live() === "blocked";
  /** The chat asked for last. Without a network once is enough: a copy of it is here, or it is not. */
  let asked: string | undefined;

  /** A network that lets no socket through is no reason not to see what is said. */
  async function readNewest(): Promise<boolean> {
    const isWaiting = !isRestored() && live() === "offline";
    if (!isWaiting && !isBlocked()) return false;
    const chat_id = chatId();
    if (!platform.page.isOnline() && asked === chat_id) return true;
    asked = chat_id;
    const query = { session_id, limit: isRestored() ? newestPart : firstPart };
    try {
      const page = await call("getHistory", { params: { id: chat_id }, query });
      const { history, message_count, has_more } = page;
      take({ type: "history_restored", session_id, chat_id, history, message_count, has_more });
      return isBlocked() && history.some(isUnfinished);
    } catch (error) {
      const isFinal = error instanceof ApiError && isFinalCode(error.code);
      if (isFinal && chat_id === chatId() && !isRestored()) options.refuse(error.code);
      return !isFinal;
    }
  }

  const poll = createPoll(platform.clock, readNewest);

  return {
    async read({ chat_id, before, limit }) {
      const query = { session_id, before, limit };
      const page = await call("getHistory", { params: { id: chat_id }, query }).catch(() => null);
      if (page === null) return false;
      const { history, has_more } = page;
      take({ type: "history_page", session_id, chat_id, history, has_more });
      return true;
    },
    expect: poll.wake,
    close: poll.close,
  };
}

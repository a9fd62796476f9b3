// One message to the server and the server's word on it: the page's own (packages/client/src/delivery.ts) without its page.
import { limits } from "@ai-learning/protocol/limits";
import type { Api } from "./api.ts";
import type { ClientFrame, HeardFrame } from "./live.ts";
import type { Sent, Unsent } from "./page-parts.ts";

/** Trouble that passes: the message waits. */
const passing: ReadonlySet<string> = new Set([
  "offline",
  "unavailable",
  "bad_answer",
  "internal_error",
  "database_unavailable",
  "in_progress",
  "too_many_requests",
  "too_many_turns",
  "not_signed_in",
  "invalid_token",
  "token_expired",
  "signed_out",
  "sign_in_replaced",
]);

export const isPassing = (code: string): boolean => passing.has(code);

const outcomeOf = (code: string): Sent =>
  isPassing(code) ? { outcome: "later", code } : { outcome: "refused", code };

/** Milliseconds a socket's word is waited for. */
const acceptedWithin = 12_000;

interface Line {
  readonly key: string;
  readonly api: Api;
  readonly send: (frame: ClientFrame) => boolean;
  readonly probe: () => void;
  readonly isBlocked: () => boolean;
}

export const frameOf = (message: Unsent): ClientFrame => ({
  type: "text",
  protocol: 2,
  message: message.text,
  chat_id: message.chat,
  client_message_id: message.id,
});

export const fitsFrame = (message: Unsent): boolean =>
  Buffer.byteLength(JSON.stringify(frameOf(message))) <= limits.frameInBytes;

/** The same message over HTTP. */
export async function overHttp(api: Api, key: string, message: Unsent): Promise<Sent> {
  const { code } = await api("chatResponse", {
    headers: { prefer: "respond-async" },
    body: {
      message: message.text,
      session_id: key,
      chat_id: message.chat,
      client_message_id: message.id,
    },
  });
  return code === null ? { outcome: "accepted" } : outcomeOf(code);
}

/** The client's own ids a frame shows to be stored. */
export function acceptedIn(frame: HeardFrame): string[] {
  switch (frame.type) {
    case "message_accepted":
      return [frame.client_message_id ?? ""];
    case "chat_restored":
    case "history_page":
    case "history_restored":
      return frame.history.map((one) => one.client_message_id ?? "");
    default:
      return [];
  }
}

export class Delivery {
  readonly #line: Line;
  #waiting: { readonly id: string; readonly finish: (sent: Sent) => void } | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  send(message: Unsent): Promise<Sent> {
    const { api, key } = this.#line;
    return fitsFrame(message) && !this.#line.isBlocked()
      ? this.#overSocket(message)
      : overHttp(api, key, message);
  }

  #overSocket(message: Unsent): Promise<Sent> {
    return new Promise((resolve) => {
      const finish = (sent: Sent): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(sent);
      };
      const timer = setTimeout(() => {
        this.#line.probe();
        finish({ outcome: "later" });
      }, acceptedWithin);
      this.#waiting = { id: message.id, finish };
      if (!this.#line.send(frameOf(message))) finish({ outcome: "later" });
    });
  }

  /** Tells it of every frame, so that it hears of its message. */
  hear(frame: HeardFrame): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    if (acceptedIn(frame).includes(waiting.id)) waiting.finish({ outcome: "accepted" });
    else if (frame.type === "gateway_error") waiting.finish({ outcome: "later" });
    else if (frame.type === "error" && frame.client_message_id === waiting.id) {
      waiting.finish(outcomeOf(frame.code));
    }
  }

  /** The socket is gone: what is under way is not known to have arrived. */
  interrupt(): void {
    this.#waiting?.finish({ outcome: "later" });
  }
}

// One message to the server: over the socket when there is one and it fits a frame, else over HTTP; and
// the server's word on it.
import { limits } from "@ai-learning/protocol/limits";
import { ApiError } from "../api-error.ts";
import { call } from "../api.ts";
import type { ShownCode } from "../i18n/errors.ts";
import type { Sent } from "../outbox.ts";
import type { ClientFrame, HeardFrame } from "../socket.ts";
import type { Unsent } from "./outbox-store.ts";

/** Trouble that passes: the message waits. Every other code is the server's last word on it. */
const passing: ReadonlySet<ShownCode> = new Set<ShownCode>([
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

const outcomeOf = (code: ShownCode, retryAfter?: number): Sent =>
  passing.has(code) ? { outcome: "later", code, retryAfter } : { outcome: "refused", code };

/** How long a socket's word is waited for. */
export const acceptedWithin = 12_000;

interface Line {
  readonly send: (frame: ClientFrame) => boolean;
  /** Nothing was heard: is the socket dead? */
  readonly probe: () => void;
  /** No socket opens here: HTTP is the only way. */
  readonly isBlocked: () => boolean;
}

export interface Delivery {
  readonly send: (message: Unsent) => Promise<Sent>;
  /** Tells it of every frame, so that it hears of its message. */
  readonly hear: (frame: HeardFrame) => void;
  /** The socket is gone: what is under way is not known to have arrived. */
  readonly interrupt: () => void;
}

const frameOf = ({ id, text, chat, edits }: Unsent): ClientFrame =>
  edits === undefined
    ? { type: "text", protocol: 2, message: text, chat_id: chat, client_message_id: id }
    : { type: "edit", protocol: 2, message: text, message_id: edits, client_message_id: id };

export const fitsFrame = (message: Unsent): boolean =>
  new TextEncoder().encode(JSON.stringify(frameOf(message))).length <= limits.frameInBytes;

function callOf({ id, text, chat, session, edits }: Unsent): Promise<unknown> {
  const headers = { Prefer: "respond-async" };
  const said = { message: text, client_message_id: id };
  return edits === undefined
    ? call("chatResponse", { headers, body: { ...said, session_id: session, chat_id: chat } })
    : call("edit", { headers, body: { ...said, message_id: edits } });
}

async function overHttp(message: Unsent): Promise<Sent> {
  try {
    await callOf(message);
    return { outcome: "accepted" };
  } catch (error) {
    return error instanceof ApiError
      ? outcomeOf(error.code, error.retryAfter)
      : outcomeOf("internal_error");
  }
}

/** The client's own ids a frame shows to be stored. */
export const acceptedIn = (frame: HeardFrame): string[] => {
  if (frame.type === "message_accepted") return [frame.client_message_id ?? ""];
  switch (frame.type) {
    case "chat_restored":
    case "history_page":
    case "history_restored":
      return frame.history.map((one) => one.client_message_id ?? "");
    default:
      return [];
  }
};

export function createDelivery(line: Line): Delivery {
  let waiting: { readonly id: string; readonly finish: (sent: Sent) => void } | undefined;

  function overSocket(message: Unsent): Promise<Sent> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        line.probe();
        finish({ outcome: "later" });
      }, acceptedWithin);
      function finish(sent: Sent): void {
        clearTimeout(timer);
        waiting = undefined;
        resolve(sent);
      }
      waiting = { id: message.id, finish };
      if (!line.send(frameOf(message))) finish({ outcome: "later" });
    });
  }

  return {
    send: (message) =>
      fitsFrame(message) && !line.isBlocked() ? overSocket(message) : overHttp(message),
    hear(frame) {
      if (waiting === undefined) return;
      if (acceptedIn(frame).includes(waiting.id)) waiting.finish({ outcome: "accepted" });
      else if (frame.type === "gateway_error") waiting.finish({ outcome: "later" });
      else if (frame.type === "error" && frame.client_message_id === waiting.id) {
        waiting.finish(outcomeOf(frame.code));
      }
    },
    interrupt: () => waiting?.finish({ outcome: "later" }),
  };
}

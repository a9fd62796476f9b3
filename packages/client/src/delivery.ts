// One message to the server: over the socket when there is one and it fits a frame, else over HTTP; and
// the server's word on it.
import { limits } from "@ai-learning/protocol/limits";
import type { Call } from "./api.ts";
import { ApiError, type ApiErrorCode } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import type { HeardFrame } from "./frame.ts";
import type { Sent } from "./outbox.ts";
import type { ClientFrame } from "./socket.ts";
import type { Unsent } from "./unsent.ts";

/** Codes after which the sign-in is looked at. */
const signInCodes: readonly ApiErrorCode[] = [
  "not_signed_in",
  "invalid_token",
  "token_expired",
  "signed_out",
];

/** Trouble that passes: the message waits. Every other code is the server's last word on it. */
const transientCodes: readonly ApiErrorCode[] = [
  ...signInCodes,
  "sign_in_replaced",
  "offline",
  "unavailable",
  "bad_answer",
  "internal_error",
  "database_unavailable",
  "too_many_requests",
  "too_many_turns",
];

export const needsSignIn = (code: ApiErrorCode): boolean => signInCodes.includes(code);

export const isTransient = (code: ApiErrorCode): boolean => transientCodes.includes(code);

const outcomeOf = (code: ApiErrorCode, retryAfter?: number): Sent =>
  isTransient(code) ? { outcome: "later", code, retryAfter } : { outcome: "refused", code };

/** Milliseconds that the server's word on a frame is waited for. */
export const acceptLimitMs = 12_000;

export interface DeliveryOptions {
  readonly call: Call;
  readonly clock: Clock;
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

const saidIn = ({ id, text }: Unsent) => ({ message: text, client_message_id: id });

/** The frame that sends a message. */
export const frameOf = (message: Unsent): ClientFrame => {
  const said = { protocol: 2, ...saidIn(message) } as const;
  return message.edits === undefined
    ? { type: "text", ...said, chat_id: message.chat, ...message.studied }
    : { type: "edit", ...said, message_id: message.edits };
};

export const fitsFrame = (message: Unsent): boolean =>
  new TextEncoder().encode(JSON.stringify(frameOf(message))).length <= limits.frameInBytes;

function callWith(call: Call, message: Unsent): Promise<unknown> {
  const headers = { Prefer: "respond-async" };
  const { chat: chat_id, edits, session: session_id, studied } = message;
  const said = saidIn(message);
  return edits === undefined
    ? call("chatResponse", { headers, body: { ...said, session_id, chat_id, ...studied } })
    : call("edit", { headers, body: { ...said, message_id: edits } });
}

/** Sends a message over HTTP. It does not reject. */
export async function sendOverHttp(call: Call, message: Unsent): Promise<Sent> {
  try {
    await callWith(call, message);
    return { outcome: "accepted" };
  } catch (error) {
    return error instanceof ApiError
      ? outcomeOf(error.code, error.retryAfter)
      : outcomeOf("internal_error");
  }
}

/** The client's own ids a frame shows to be stored. */
export function acceptedIn(frame: HeardFrame): string[] {
  if (frame.type === "message_accepted") return [frame.client_message_id ?? ""];
  return "history" in frame ? frame.history.map((one) => one.client_message_id ?? "") : [];
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { call, clock } = options;
  let waiting: { readonly id: string; readonly finish: (sent: Sent) => void } | undefined;

  function overSocket(message: Unsent): Promise<Sent> {
    return new Promise((resolve) => {
      const cancel = clock.after(acceptLimitMs, () => {
        options.probe();
        finish({ outcome: "later" });
      });
      function finish(sent: Sent): void {
        cancel();
        waiting = undefined;
        resolve(sent);
      }
      waiting = { id: message.id, finish };
      if (!options.send(frameOf(message))) finish({ outcome: "later" });
    });
  }

  return {
    send: (message) =>
      fitsFrame(message) && !options.isBlocked()
        ? overSocket(message)
        : sendOverHttp(call, message),
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

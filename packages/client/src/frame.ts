// Reading what came over the socket: our own frames, and the gateway's error frames.
import type { ServerFrame } from "@ai-learning/protocol/websocket";

/** API Gateway's own word that a frame of ours was not handled: it has no `type`. */
export interface GatewayError {
  readonly type: "gateway_error";
  readonly message: string;
}

/** A job of this user's has ended; `GET /api/jobs/{id}` has its result. */
export type JobDone = Extract<ServerFrame, { readonly type: "job_done" }>;

/**
 * What a socket may bring. A newer server's frames may be among them: readers ignore types that
 * they do not know.
 */
export type HeardFrame = ServerFrame | GatewayError;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The frame, or null for what is none. The server is ours: its fields are trusted. */
export function readFrame(data: unknown): HeardFrame | null {
  if (typeof data !== "string") return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  if (typeof value["type"] === "string") return value as unknown as ServerFrame;
  const { message, connectionId, requestId } = value;
  return typeof message === "string" && typeof connectionId === "string" && requestId !== undefined
    ? { type: "gateway_error", message }
    : null;
}

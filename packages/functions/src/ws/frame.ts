// One frame of one socket: read it, act, and tell this socket what was wrong if something was.
import type { Connection } from "@ai-learning/core/connection/connection";
import { speaks } from "@ai-learning/core/connection/change";
import * as Connections from "@ai-learning/core/connection/connection";
import { problem, PublicError } from "@ai-learning/core/error";
import { errorFrame } from "@ai-learning/core/error-frame";
import * as log from "@ai-learning/core/log";
import * as socket from "@ai-learning/core/adapters/socket";
import * as Users from "@ai-learning/core/user/user";
import { isSameUser } from "@ai-learning/protocol/id";
import type { ErrorFrame, ServerFrame } from "@ai-learning/protocol/websocket";
import { publicOf } from "../failure.ts";
import { parseJson } from "../validate.ts";
import { ok, type FrameEvent, type Result } from "./event.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a frame's handler is given. */
export interface Frame {
  readonly connection: Connection;
  readonly fields: Fields;
  /** Sends a frame to this socket. */
  readonly reply: (frame: ServerFrame) => Promise<void>;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readFields(event: FrameEvent): Fields {
  const value = parseJson(event.body ?? "", "frame");
  if (!isObject(value)) throw new PublicError("invalid_request", "A frame must be a JSON object");
  return value;
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

function attempt<T>(act: () => T): Attempt<T> {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    return { ok: false, error };
  }
}

async function send(connectionId: string, frame: ServerFrame, connection: Connection | null) {
  const delivered = await socket.post(connectionId, frame);
  if (!delivered && connection !== null) await Connections.remove(connection);
}

const text = (value: unknown, max: number): string | undefined =>
  typeof value === "string" && value.length <= max ? value : undefined;

function refusalFrame(
  error: PublicError,
  connection: Connection | null,
  fields: Fields,
): ErrorFrame {
  const clientMessageId = text(fields["client_message_id"], 200);
  const messageId = text(fields["message_id"], 64);
  return errorFrame({
    code: error.code,
    message: error.message,
    session_id: connection?.session_key ?? "",
    chat_id: text(fields["chat_id"], 64) ?? null,
    ...(clientMessageId === undefined ? {} : { client_message_id: clientMessageId }),
    ...(messageId === undefined ? {} : { message_id: messageId }),
  });
}

/** A message finds its session by its key, and its statement checks the sign-in. */
const isMessage = ({ type = "text", command }: Fields): boolean =>
  command === undefined && (type === "text" || type === "message");

/** For frames whose own statement does not check the sign-in. Throws `invalid_token`. */
export async function stillSignedIn({ connection }: Frame): Promise<void> {
  await Users.signedIn({
    userId: connection.user_id,
    version: connection.token_version,
  });
}

/** Runs a frame's handler; every failure becomes an error frame and the socket stays open. */
export function onFrame(event: FrameEvent, act: (frame: Frame) => Promise<void>): Promise<Result> {
  const { connectionId: connection_id, requestId: request_id } = event.requestContext;
  return log.within({ request_id, connection_id }, () => follow(event, act));
}

async function follow(event: FrameEvent, act: (frame: Frame) => Promise<void>): Promise<Result> {
  const { connectionId, requestId } = event.requestContext;
  let connection: Connection | null = null;
  let fields: Fields = {};
  try {
    // Read first: an error frame names the message it is about.
    const read = attempt(() => readFields(event));
    if (read.ok) fields = read.value;
    const found = await (isMessage(fields)
      ? Connections.recall(connectionId)
      : Connections.get(connectionId));
    if (found === undefined) throw problem("not_signed_in");
    connection = found;
    log.add({ user_id: found.user_id });
    if (found.token_expires_at * 1000 < Date.now()) throw problem("token_expired");
    if (!read.ok) throw read.error;
    const claimed = fields["user_id"];
    if (typeof claimed === "string" && claimed !== "" && !isSameUser(claimed, found.user_id)) {
      throw problem("user_mismatch");
    }
    if (fields["protocol"] === 2) connection = await speaks(found, 2);
    const known = connection;
    await act({
      connection: known,
      fields,
      reply: (frame) => send(connectionId, frame, known),
    });
  } catch (error) {
    const shown = refusalFrame(publicOf(error, requestId), connection, fields);
    await send(connectionId, shown, connection);
    // A socket does not outlive its sign-in.
    const isOver = shown.code === "token_expired" || shown.code === "invalid_token";
    if (connection !== null && isOver) await Connections.remove(connection);
    if (connection === null || isOver) await socket.close(connectionId);
  }
  return ok;
}

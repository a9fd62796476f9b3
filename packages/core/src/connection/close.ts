// Ending sockets from our side: each is told why, then closed, and never posted to again.
import * as log from "../log.ts";
import { problem, type SentenceCode } from "../error.ts";
import { errorFrame } from "../error-frame.ts";
import * as socket from "../adapters/socket.ts";
import * as Connections from "./connection.ts";

/** Why a socket is closed. */
type Reason = Extract<SentenceCode, "signed_out" | "sign_in_replaced" | "token_expired">;

/** Sockets closed side by side. */
const atOnce = 20;

async function closeOne(connection: Connections.Connection, reason: Reason): Promise<void> {
  try {
    // Forgotten first: from here on no answer is posted to it.
    await Connections.remove(connection);
    const frame = errorFrame({
      code: reason,
      message: problem(reason).message,
      session_id: connection.session_key,
      chat_id: null,
    });
    await socket.post(connection.connection_id, frame);
  } catch (error) {
    log.warn("close_not_told", { connection_id: connection.connection_id }, error);
  }
  try {
    await socket.close(connection.connection_id);
  } catch (error) {
    // Without its entry it is closed at its next frame.
    log.warn("not_closed", { connection_id: connection.connection_id }, error);
  }
}

/** Closes sockets for a reason. Never rejects for one of them. */
export async function close(
  connections: readonly Connections.Connection[],
  reason: Reason,
): Promise<void> {
  for (let at = 0; at < connections.length; at += atOnce) {
    await Promise.all(connections.slice(at, at + atOnce).map((one) => closeOne(one, reason)));
  }
}

/** Closes a user's sockets, or those that fit. */
export async function closeOfUser(
  userId: string,
  reason: Reason,
  fits: (connection: Connections.Connection) => boolean = () => true,
): Promise<void> {
  await close((await Connections.ofUser(userId)).filter(fits), reason);
}

/** Minutes a sweep looks back: as many may have been missed. */
const minutesBack = 5;

/** Closes sockets whose sign-in has run out; returns how many. */
export async function closeExpired(): Promise<number> {
  const connections = await Connections.expired(minutesBack);
  await close(connections, "token_expired");
  return connections.length;
}

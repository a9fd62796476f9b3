// A socket opens: who is it, and which planning session does it watch?
import * as Connections from "@ai-learning/core/connection/connection";
import { problem, PublicError } from "@ai-learning/core/error";
import * as log from "@ai-learning/core/log";
import * as Tickets from "@ai-learning/core/connection/ticket";
import * as Sessions from "@ai-learning/core/session/session";
import * as Users from "@ai-learning/core/user/user";
import { sessionKey } from "@ai-learning/protocol/id";
import { isAllowedOrigin, lowerCase } from "../edge.ts";
import { publicOf, statusOf } from "../failure.ts";
import { claimsOf, credentialsOf } from "../credentials.ts";
import { parse } from "../validate.ts";
import { ok, type ConnectEvent, type Result } from "./event.ts";

/** Refuses with the status of what is wrong; a browser only sees that the socket did not open. */
export function handler(event: ConnectEvent): Promise<Result> {
  const { connectionId: connection_id, requestId: request_id } = event.requestContext;
  return log.within({ request_id, connection_id }, () => open(event));
}

async function open(event: ConnectEvent): Promise<Result> {
  const { connectionId, requestId } = event.requestContext;
  try {
    const headers = lowerCase(event.headers ?? {});
    if (!isAllowedOrigin(headers)) {
      throw new PublicError("origin_not_allowed", "This origin may not open sockets here");
    }
    const query = event.queryStringParameters ?? {};
    const key = parse(sessionKey, query["session_key"] ?? "");
    const ticket = query["ticket"];
    const claims = ticket ? await Tickets.redeem(ticket) : await claimsOf(credentialsOf(headers));
    log.add({ user_id: claims.userId });
    const sessionId = await Sessions.open(claims.userId, claims.version, key);
    if (connectionId === undefined) throw problem("internal_error");
    const connection = await Connections.add({
      connection_id: connectionId,
      user_id: claims.userId,
      session_id: sessionId,
      session_key: key,
      channel: query["channel"] === "switch" ? "switch" : "chat",
      protocol: 1,
      token_version: claims.version,
      token_expires_at: claims.expiresAt,
      family: claims.family,
    });
    // Signing out everywhere closes the sockets that are known by then; one that was not yet
    // known then finds here that its sign-in is over.
    await Users.signedIn(claims).catch(async (error: unknown) => {
      await Connections.remove(connection);
      throw error;
    });
    return ok;
  } catch (error) {
    const shown = publicOf(error, requestId);
    return { statusCode: statusOf(shown.code), body: JSON.stringify({ detail: shown.message }) };
  }
}

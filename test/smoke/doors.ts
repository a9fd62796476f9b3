// The two ways to a socket: through the site's own origin as a page does it, and straight to the WebSocket API.
import * as z from "zod";
import type { Api } from "./api.ts";
import { Socket } from "./socket.ts";
import { SmokeError } from "./step.ts";

const ticketAnswer = z.object({ ticket: z.string().min(1) });

/** By cookie and from our own page: it works only through the edge. */
export function openSameOrigin(api: Api, url: string, key: string): Promise<Socket> {
  const path = `/ws/chat/${key}`;
  const target = new URL(path, url);
  target.protocol = target.protocol.replace("http", "ws");
  const cookie = api.jar.header(path);
  if (cookie === "") throw new SmokeError("becoming a guest set no cookie for the socket");
  return Socket.open(target.href, { cookie, origin: new URL(url).origin });
}

/**
 * By ticket, as a client that can send neither header nor cookie. The API answers at its stage (`wss://…/$default`)
 * and takes the key as a parameter, which the edge otherwise makes of the path.
 */
export async function openDirect(api: Api, ws: string, key: string): Promise<Socket> {
  const { status, body } = await api.send("POST", "/api/auth/ticket");
  const parsed = ticketAnswer.safeParse(body);
  if (status !== 200 || !parsed.success) {
    throw new SmokeError(
      status === 404
        ? "this deployment gives no tickets: POST /api/auth/ticket is not there"
        : `POST /api/auth/ticket answered ${String(status)}`,
    );
  }
  const target = new URL(ws);
  target.searchParams.set("session_key", key);
  target.searchParams.set("ticket", parsed.data.ticket);
  return Socket.open(target.href);
}

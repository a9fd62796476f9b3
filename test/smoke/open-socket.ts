// The two ways to a socket: through the site's own origin as a page does it, and straight to the WebSocket API.
import { directSocketUrl } from "@ai-learning/client/socket-url";
import type { Api } from "./api.ts";
import { Socket } from "./socket.ts";
import { SmokeError } from "./step.ts";

/** By cookie and from our own page: it works only through the edge. */
export function openSameOrigin(api: Api, key: string): Promise<Socket> {
  const { cookie } = api.cookies(`/ws/chat/${key}`);
  if (cookie === "") throw new SmokeError("becoming a guest set no cookie for the socket");
  return Socket.open({ siteUrl: api.url, key, credentials: api.cookies });
}

/**
 * By ticket, as a client that can send neither header nor cookie. The API answers at its stage (`wss://…/$default`)
 * and takes the key as a parameter, which the edge otherwise makes of the path.
 */
export async function openDirect(api: Api, ws: string, key: string): Promise<Socket> {
  const url = await directSocketUrl(api.call, ws, key);
  return Socket.open({ siteUrl: api.url, key, credentials: () => ({}), url });
}

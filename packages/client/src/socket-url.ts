// The two places where a session's socket may be opened.
import type { Call } from "./api.ts";

/** On the site's own origin, where cookies or a header say who it is. */
export function siteSocketUrl(site: string, key: string): string {
  const url = new URL(`/ws/chat/${encodeURIComponent(key)}`, site);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** On the WebSocket API itself, which gets no cookies: a ticket, good for one socket, says who it is. */
export async function directSocketUrl(call: Call, api: string, key: string): Promise<string> {
  const { ticket } = await call("ticket");
  const url = new URL(api);
  url.searchParams.set("session_key", key);
  url.searchParams.set("ticket", ticket);
  return url.href;
}

// The small forms AWS writes: ids, times, trace headers, addresses.
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";

/** A connection, request or message id: 16 characters ending in `=`, not always safe in a URL. */
export function gatewayId(): string {
  return randomBytes(11).toString("base64");
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Common log format, UTC: `20/Jan/2024:11:55:00 +0000`. */
export function logTime(epochMs: number): string {
  const [date = "", time = ""] = new Date(epochMs).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${String(day)}/${String(months[Number(month) - 1])}/${String(year)}:${time.slice(0, 8)} +0000`;
}

/** A value for `X-Amzn-Trace-Id`. */
export function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

/** The peer's address, IPv4 in its usual form. */
export function remoteAddressOf(socket: Socket): string {
  return (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

/** A host header without its port. */
export function domainOf(host: string | undefined): string {
  return (host ?? "localhost").replace(/:\d+$/, "");
}

/** What the local APIs call themselves in events. */
export const api = { accountId: "000000000000", http: "localhttp", websocket: "localsocket" };

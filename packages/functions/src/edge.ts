// Where a request comes from, as far as the edge vouches for it.
import * as config from "@ai-learning/core/config";
import type { Locale } from "@ai-learning/protocol/user";
import { parseAccept } from "hono/utils/accept";
import { parse } from "hono/utils/cookie";
import { timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { edge } from "../manifest.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** Headers with lower-case names: the two APIs differ. */
export const lowerCase = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** True when the request came through our edge, which alone knows the stage's secret. */
export function cameThroughEdge(headers: Headers): boolean {
  const given = Buffer.from(headers[edge.secretHeader] ?? "");
  const expected = Buffer.from(config.edgeSecret());
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The cookies of a request by name, from its header or the list that API Gateway makes of it; the first of a name counts. */
export const cookiesOf = (
  headers: Headers,
  list?: readonly string[],
): Readonly<Record<string, string>> => parse(list?.join(";") ?? headers["cookie"] ?? "");

/** What a browser says of a request that our own page, or the person at the address bar, made. */
const ownSites = new Set([undefined, "same-origin", "none"]);

/**
 * True for an `Origin` that is our own site or one of CORS_ORIGINS. Without one there is no browser,
 * or one that names the page's site in `Sec-Fetch-Site`.
 */
export function isAllowedOrigin(headers: Headers): boolean {
  const origin = headers["origin"];
  if (origin === undefined) return ownSites.has(headers["sec-fetch-site"]);
  return isOwnOrigin(origin, headers) || config.corsOrigins().includes(origin);
}

function isOwnOrigin(origin: string, headers: Headers): boolean {
  if (!URL.canParse(origin)) return false;
  const host = headers["x-forwarded-host"] ?? headers["host"];
  return new URL(origin).host === host || origin === new URL(config.publicUrl()).origin;
}

/** The first four groups of an IPv6 address: the network one subscriber has. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** The address that limits count: the viewer as the edge saw it, else the peer; IPv6 by its /64. */
export function addressOf(headers: Headers, sourceIp: string): string {
  const viewer = cameThroughEdge(headers) ? headers[edge.viewerHeader] : undefined;
  const address = (viewer ?? sourceIp).toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? networkOf(address) : address;
}

/** True when the viewer's side of the connection is encrypted. */
export const isSecure = (headers: Headers): boolean =>
  headers["x-forwarded-proto"] === "https" || config.publicUrl().startsWith("https:");

/** The language a browser asks for: the first of ours in Accept-Language. Not Hono's `accepts`, to which `ru-RU` is not `ru`. */
export function localeOf(headers: Headers): Locale {
  for (const { type, q } of parseAccept(headers["accept-language"] ?? "")) {
    const language = type.toLowerCase().slice(0, 2);
    if (q > 0 && (language === "ru" || language === "en")) return language;
  }
  return "en";
}

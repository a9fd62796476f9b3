// Reaching a URL that a caller named: https and public addresses only, checked on the very address
// that is connected to, no redirects, bounded in size and time.
import type { LookupFunction } from "node:net";
import { BlockList, isIP } from "node:net";
import { lookup } from "node:dns";
import { request } from "node:https";
import { Readable, Transform } from "node:stream";
import * as config from "../config.ts";
import { PublicError } from "../error.ts";

const timeoutMs = 10_000;
const maxBytes = 1_000_000;

// IANA special-purpose address registries: what is not the public internet.
const special = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  special.addSubnet(net, prefix, "ipv4");
}
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const special6 = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special6.addSubnet(net, prefix, "ipv6");
}

/** True for an address on the public internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  if (family !== 6) return false;
  // IPv4-mapped addresses and everything else outside 2000::/3 fall out here.
  return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}

const refused = (reason: string): PublicError => new PublicError("url_not_allowed", reason);

const notPublic = "base_url must be an https URL of a public address";

const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const allowed = addresses?.filter((one) => isPublic(one.address)) ?? [];
    const [first] = allowed;
    if (error !== null) callback(error, "", 0);
    else if (first === undefined || allowed.length < addresses.length) {
      callback(refused(notPublic), "", 0);
    } else if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

/** Throws when a caller may not have us call this URL. */
export function checkUrl(given: string): URL {
  if (!URL.canParse(given)) throw refused("base_url is not a URL: use https://host/v1");
  const url = new URL(given);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.username !== "" || url.password !== "") {
    throw refused("base_url must not contain a user name or password");
  }
  if (config.allowPrivateModelHosts()) {
    if (url.protocol === "https:" || url.protocol === "http:") return url;
    throw refused("base_url must be an http or https URL");
  }
  if (url.protocol !== "https:" || (isIP(host) !== 0 && !isPublic(host))) throw refused(notPublic);
  return url;
}

/** A `fetch` for URLs named by a caller. */
export const guardedFetch = async (
  input: string | URL | globalThis.Request,
  init?: RequestInit,
): Promise<Response> => {
  const url = checkUrl(input instanceof globalThis.Request ? input.url : String(input));
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
  if (config.allowPrivateModelHosts()) return fetch(url, { ...init, signal, redirect: "error" });

  return await new Promise<Response>((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: init?.method ?? "GET",
        headers: Object.fromEntries(new Headers(init?.headers)),
        signal,
        lookup: guardedLookup,
        agent: false,
      },
      (incoming) => {
        let bytes = 0;
        const bounded = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            bytes += chunk.length;
            done(
              bytes > maxBytes
                ? new PublicError("model_bad_answer", "The answer of base_url is too large")
                : null,
              chunk,
            );
          },
        });
        incoming.pipe(bounded);
        const status = incoming.statusCode ?? 502;
        if (status >= 300 && status < 400) {
          incoming.destroy();
          reject(refused("base_url redirects elsewhere: name the final URL"));
          return;
        }
        const headers = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) {
          if (value !== undefined) headers.set(name, String(value));
        }
        const empty = status === 204 || status === 205;
        if (empty) incoming.resume();
        resolve(
          new Response(empty ? null : (Readable.toWeb(bounded) as never), { status, headers }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(typeof init?.body === "string" ? init.body : undefined);
  });
};

// Reaching a URL that a user named: https and public addresses only, checked on the very address
// that is connected to, no redirects, bounded in size and time.
import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { request as overHttp, type IncomingMessage } from "node:http";
import { request as overHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import * as config from "../config.ts";
import { PublicError } from "../error.ts";
import { isPublic } from "./address.ts";

/** How long and how much one exchange may be. */
export interface FetchLimits {
  readonly totalMs: number;
  /** Without a byte from the other side. */
  readonly silenceMs: number;
  readonly maxBytes: number;
}

/** For a greeting. */
export const brief: FetchLimits = { totalMs: 25_000, silenceMs: 25_000, maxBytes: 1_000_000 };
/** For an answer: looser than the limits of a call (limits.ts), which end it with their own reason. */
export const streaming: FetchLimits = {
  totalMs: 300_000,
  silenceMs: 150_000,
  maxBytes: 9_000_000,
};

/** How names become addresses; another one in tests. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const refused = (reason: string): PublicError => new PublicError("url_not_allowed", reason);

const notPublic = "base_url must be an https URL of a public address";

/**
 * Resolves a name once, for the connection itself: what is checked is what is connected to, so a
 * name that answers differently the next time (rebinding) gains nothing.
 */
const guarded =
  (lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
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

/** Throws `url_not_allowed` when a user may not have us call this URL, as far as it shows by itself. */
export function checkUrl(given: string): URL {
  if (!URL.canParse(given)) throw refused("base_url is not a URL: use https://host/v1");
  const url = new URL(given);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.username !== "" || url.password !== "") {
    throw refused("base_url must not contain a user name or password");
  }
  if (url.search !== "" || url.hash !== "") {
    throw refused("base_url must end before its ? or #: use https://host/v1");
  }
  if (config.allowPrivateModelHosts()) {
    if (url.protocol === "https:" || url.protocol === "http:") return url;
    throw refused("base_url must be an http or https URL");
  }
  if (url.protocol !== "https:" || (isIP(host) !== 0 && !isPublic(host))) throw refused(notPublic);
  return url;
}

/**
 * The body as it may be read: an error beyond the limit. Node's own bridge from its streams (`Readable.toWeb`) throws
 * where nobody can catch it when a body is cancelled and its connection ends afterwards; here a body ends once.
 */
function bounded(incoming: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  let bytes = 0;
  let isOver = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (error?: Error): void => {
        if (isOver) return;
        isOver = true;
        if (error === undefined) controller.close();
        else controller.error(error);
      };
      incoming.on("data", (chunk: Buffer) => {
        if (isOver) return;
        bytes += chunk.length;
        if (bytes > maxBytes) {
          end(new PublicError("model_bad_answer", "The answer of base_url is too large"));
          incoming.destroy();
          return;
        }
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.on("end", () => end());
      incoming.on("error", end);
      incoming.on("close", () => end(new Error("The connection ended before its answer")));
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      isOver = true;
      incoming.destroy();
    },
  });
}

/** Statuses that `Response` takes no body with. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** Throws when the answer must not be followed, or is none that HTTP knows. */
function answerOf(incoming: IncomingMessage, maxBytes: number): Response {
  const status = incoming.statusCode ?? 502;
  if (status >= 300 && status < 400) {
    throw refused("base_url redirects elsewhere: name the final URL");
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const isEmpty = bodiless.has(status);
  if (isEmpty) incoming.resume();
  return new Response(isEmpty ? null : bounded(incoming, maxBytes), { status, headers });
}

const late = (): PublicError => new PublicError("model_timeout", "base_url did not answer in time");

/** A `fetch` for URLs named by a user. Rejects with a `PublicError` that says what was refused. */
export const guardedFetch =
  (limits: FetchLimits, lookup: Lookup = systemLookup) =>
  async (input: string | URL | globalThis.Request, init?: RequestInit): Promise<Response> => {
    const url = checkUrl(input instanceof globalThis.Request ? input.url : String(input));
    const { signal } = init ?? {};
    const start = url.protocol === "https:" ? overHttps : overHttp;

    return await new Promise<Response>((resolve, reject) => {
      const outgoing = start(
        url,
        {
          method: init?.method ?? "GET",
          headers: {
            ...Object.fromEntries(new Headers(init?.headers)),
            "accept-encoding": "identity",
          },
          ...(signal ? { signal } : {}),
          agent: false,
          timeout: limits.silenceMs,
          ...(config.allowPrivateModelHosts() ? {} : { lookup: guarded(lookup) }),
        },
        (incoming) => {
          try {
            resolve(answerOf(incoming, limits.maxBytes));
          } catch (error) {
            incoming.on("error", () => undefined).destroy();
            reject(error);
          }
        },
      );
      const whole = setTimeout(() => outgoing.destroy(late()), limits.totalMs);
      outgoing.on("timeout", () => outgoing.destroy(late()));
      outgoing.on("error", reject);
      outgoing.on("close", () => {
        clearTimeout(whole);
        // Nothing happens here when it has been answered or refused already.
        reject(new Error("The connection ended without an answer"));
      });
      outgoing.end(typeof init?.body === "string" ? init.body : undefined);
    });
  };

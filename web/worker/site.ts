// The site itself: its page and the files of its build, so that it opens without a network.
import type { Build } from "./build.ts";
import { networkFirst, orNothing, storageLimitMs } from "./waiting.ts";

declare const BUILD: Build;

const prefix = "site-";
const cacheName = prefix + BUILD.version;
const pagePath = "/index.html";

/** Larger ones, such as a font for formulas, are kept once they were used. */
const maxUnusedBytes = 100_000;
/** Requests at once: pages come first. */
const atOnce = 3;

/** An asset's path without its hash: the same part of the site in every build. */
const stemOf = (path: string): string => path.replace(/-.{6}(?=\.\w+$)/, "");

const cachesOfSite = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(prefix));

/** The parts of the site that earlier builds have here. */
async function usedStems(): Promise<Set<string>> {
  const names = await cachesOfSite();
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return new Set(requests.flat().map(({ url }) => stemOf(new URL(url).pathname)));
}

async function fetchWhole(path: string, cache: RequestCache): Promise<Response> {
  const answer = await fetch(path, { cache, priority: "low" });
  if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}`);
  return answer;
}

/** A name with a hash never changes its contents: what is here already, as a copy or in the browser's own cache, will do. */
const findAsset = async (path: string): Promise<Response> =>
  (await caches.match(path, { ignoreVary: true })) ?? fetchWhole(path, "default");

/** Whether the page names files of this build only: a deployment may be on its way. */
function isOfThisBuild(page: string): boolean {
  const named = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  return named.every((path) => BUILD.assets.some(([known]) => known === path));
}

/** Fetches the page, and everything it may need, of this build. Rejects when any of it is missing. */
export async function install(): Promise<void> {
  const page = await fetchWhole(pagePath, "no-cache");
  if (!isOfThisBuild(await page.clone().text())) throw new Error("The page is of another build.");
  const used = await usedStems();
  const cache = await caches.open(cacheName);
  const assets = BUILD.assets
    .filter(([path, bytes]) => bytes <= maxUnusedBytes || used.has(stemOf(path)))
    .map(([path]) => ({ path, find: () => findAsset(path) }));
  const files = BUILD.files.map((path) => ({ path, find: () => fetchWhole(path, "no-cache") }));
  const left = [...assets, ...files];
  async function work(): Promise<void> {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      await cache.put(one.path, await one.find());
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  // Last: a site with a page is whole.
  await cache.put(pagePath, new Response(await page.blob(), { headers: page.headers }));
}

/** Deletes the files of old builds, but for the newest: pages of it may still be open. */
export async function removeOld(): Promise<void> {
  const others = (await cachesOfSite()).filter((name) => name !== cacheName);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** A file with a hash in its name, of whichever build. */
async function asset(event: FetchEvent, path: string): Promise<Response> {
  const found = await orNothing(caches.match(path, { ignoreVary: true }), storageLimitMs);
  if (found !== undefined) return found;
  const answer = await fetch(event.request);
  if (answer.ok) {
    const copy = answer.clone();
    const kept = caches.open(cacheName).then((cache) => cache.put(path, copy));
    event.waitUntil(kept.catch(() => undefined));
  }
  return answer;
}

/** The page from the network, which the browser may have asked for while the worker was starting. */
const navigate = async (event: FetchEvent): Promise<Response> =>
  ((await event.preloadResponse) as Response | undefined) ?? fetch(event.request);

const ownCopy = (path: string): Promise<Response | undefined> =>
  caches.match(path, { cacheName, ignoreVary: true });

/** Answers a request for the site; false: it goes its own way. */
export function answerRequest(event: FetchEvent, { pathname }: URL): boolean {
  const { request } = event;
  if (request.method !== "GET" || /^\/(?:api|ws)(?:\/|$)/.test(pathname)) return false;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event, pathname));
  else if (BUILD.files.includes(pathname)) {
    event.respondWith(networkFirst(fetch(request), () => ownCopy(pathname)));
  } else if (request.mode === "navigate") {
    event.respondWith(networkFirst(navigate(event), () => ownCopy(pagePath)));
  } else return false;
  return true;
}

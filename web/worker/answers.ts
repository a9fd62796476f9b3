// Answers of the service: the network's, and copies of them where there is no network.
import { AnswerStore, dateHeader, userIn } from "./answer-store.ts";
import type { FromPage, FromWorker } from "./messages.ts";
import { changeBy, keptAs, type Change, type Kept } from "./rules.ts";
import { networkFirst, orNothing, storageLimitMs } from "./waiting.ts";

declare const self: ServiceWorkerGlobalScope;

const userPath = "/api/auth/me";

/** The same origin's clock is not asked: a copy's age is by the device's own. */
const store = new AnswerStore({ caches, now: Date.now, userKey: userPath });

/** Of each open page, the oldest date of what it shows from the store. */
const shown = new Map<string, string>();

/** The caller wants to know what the service says now. */
const isFresh = (request: Request): boolean =>
  request.headers.get("cache-control")?.includes("no-cache") === true;

/** Says who is signed in, where that is not known. */
async function learnOwner(): Promise<void> {
  if ((await store.owner()) !== null) return;
  const { epoch } = store;
  const kept = keptAs("GET", new URL(userPath, location.href));
  if (kept !== undefined) await take(await fetch(userPath), kept, epoch);
}

/** Keeps what an answer says. */
async function take(answer: Response, kept: Kept, epoch: number): Promise<void> {
  if (epoch !== store.epoch) return;
  if (answer.status === 401) return store.empty();
  if (answer.status === 404) return store.drop(kept.key);
  if (answer.status !== 200 || !kept.isWhole) return;
  const body = await answer.text();
  if (!kept.isUser) {
    await learnOwner();
    return store.put(kept, body, epoch);
  }
  const user = userIn(body);
  if (user === null || epoch !== store.epoch) return;
  await store.belongTo(user);
  await store.put(kept, body, store.epoch);
}

/** Tells a page that it shows what was loaded earlier. An account's data has no date on screen. */
async function tell(clientId: string, copy: Response, { kind }: Kept): Promise<void> {
  const at = copy.headers.get(dateHeader);
  if (at === null || kind === "account" || clientId === "") return;
  const before = shown.get(clientId);
  if (before === undefined || at < before) shown.set(clientId, at);
  await say(clientId);
}

async function say(clientId: string): Promise<void> {
  const at = shown.get(clientId);
  const page = await self.clients.get(clientId);
  if (page === undefined || at === undefined) return;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window: a client of this worker
  page.postMessage({ type: "from-store", at } satisfies FromWorker);
}

function answerKept(event: FetchEvent, kept: Kept): void {
  const { clientId, request } = event;
  const { epoch } = store;
  const asked = fetch(request);
  // Copied before the page reads it; whatever goes wrong with the copy is no matter of the page's.
  const taken = asked.then((answer) => take(answer.clone(), kept, epoch));
  event.waitUntil(taken.catch(() => undefined));
  if (isFresh(request)) {
    event.respondWith(asked);
    return;
  }
  const find = async (): Promise<Response | undefined> => {
    const copy = await store.find(kept.key);
    if (copy !== undefined) void tell(clientId, copy, kept).catch(() => undefined);
    return copy;
  };
  event.respondWith(networkFirst(asked, find));
}

/** The network alone answers. What is kept of somebody else is gone before the page reads who is signed in now. */
async function answerChange(request: Request, change: Change): Promise<Response> {
  if (change === "ends") void store.empty();
  const answer = await fetch(request);
  try {
    if (change !== "begins") {
      if (answer.ok || change === "ends") await orNothing(store.empty(), storageLimitMs);
    } else if (answer.ok) {
      const { user } = (await answer.clone().json()) as { user?: unknown };
      const id = userIn(JSON.stringify(user ?? null));
      const changed = id === null ? store.empty() : store.belongTo(id);
      await orNothing(changed, storageLimitMs);
    }
  } catch {
    void store.empty();
  }
  return answer;
}

/** Answers a request of a page for the service where copies matter; false: it goes its own way. */
export function answerRequest(event: FetchEvent, url: URL): boolean {
  const { request } = event;
  const change = changeBy(request.method, url);
  if (change !== undefined) {
    event.respondWith(answerChange(request, change));
    return true;
  }
  const kept = keptAs(request.method, url);
  if (kept !== undefined) answerKept(event, kept);
  return kept !== undefined;
}

/** Asks for what a page loaded past this worker. Who is signed in may have changed there, so that is asked first. */
async function load(paths: readonly string[]): Promise<void> {
  for (const path of new Set([userPath, ...paths])) {
    const url = new URL(path, location.href);
    const kept = keptAs("GET", url);
    if (kept === undefined || url.origin !== location.origin) continue;
    const { epoch } = store;
    await take(await fetch(url), kept, epoch);
  }
}

async function keepChat(message: Extract<FromPage, { type: "chat" }>): Promise<void> {
  const { epoch } = store;
  const url = new URL(message.path, location.href);
  const kept = keptAs("GET", url);
  if (kept === undefined) return;
  await learnOwner();
  if ((await store.owner()) === message.user) await store.put(kept, message.body, epoch);
}

/** What a page says. */
export async function hear(message: FromPage, clientId: string): Promise<void> {
  if (message.type === "hello") await say(clientId);
  else if (message.type === "opened") await load(message.paths);
  else await keepChat(message);
}

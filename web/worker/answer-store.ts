// Copies of one user's answers, in the browser's cache. Whose they are is said by the answer of /api/auth/me among them.
import { isTooOld, surplusOf, type Kept } from "./rules.ts";
import { orNothing, storageLimitMs } from "./waiting.ts";

/** Name of the cache; the page deletes it too, at sign-out. */
const cacheName = "answers";

/** When an answer was loaded, ISO 8601: on every answer that comes from here. */
export const dateHeader = "X-From-Store";
const ownerHeader = "X-Kept-For";

/** Milliseconds that one change of the store may take before the next one is made. */
const changeLimitMs = 10_000;

export interface AnswerStoreOptions {
  readonly caches: Pick<CacheStorage, "open" | "match" | "delete">;
  readonly now: () => number;
  /** Key of the answer that says who is signed in. */
  readonly userKey: string;
}

/** The id in an answer of /api/auth/me; null where there is none. */
export function userIn(body: string): string | null {
  try {
    const user: unknown = JSON.parse(body);
    const id = typeof user === "object" && user !== null && "id" in user ? user.id : null;
    return typeof id === "string" ? id : null;
  } catch {
    return null;
  }
}

export class AnswerStore {
  readonly #options: AnswerStoreOptions;
  /** undefined: not looked for yet. null: nobody's. */
  #owner: string | null | undefined;
  #epoch = 0;
  /** Counts what is said of the user: the last word counts, however long the storage takes. */
  #turns = 0;
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: AnswerStoreOptions) {
    this.#options = options;
  }

  /** Counts the changes of user: what was asked for in an earlier epoch may be somebody else's. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whose answers are kept; null: nobody's. */
  async owner(): Promise<string | null> {
    if (this.#owner !== undefined) return this.#owner;
    const { caches, userKey } = this.#options;
    const found = await caches.match(userKey, { cacheName });
    const owner = found === undefined ? null : userIn(await found.text());
    return (this.#owner ??= owner);
  }

  /** Somebody is signed in. What is kept for anybody else is deleted. */
  async belongTo(user: string): Promise<void> {
    const turn = (this.#turns += 1);
    const owner = await orNothing(this.owner(), storageLimitMs);
    if (turn !== this.#turns) return;
    // Where the storage does not say whose answers it has, none of them may be shown.
    if (owner === undefined || (owner !== null && owner !== user)) void this.empty();
    this.#owner = user;
  }

  /** Deletes everything. At once: what is read or kept from now on does not see it any more. */
  async empty(): Promise<void> {
    this.#epoch += 1;
    this.#turns += 1;
    this.#owner = null;
    await this.#change(() => this.#options.caches.delete(cacheName));
  }

  /** The copy of an answer, marked with its date; undefined where there is none that may be shown. */
  async find(key: string): Promise<Response | undefined> {
    const owner = await this.owner();
    const epoch = this.#epoch;
    if (owner === null) return undefined;
    const { caches, now } = this.#options;
    const found = await caches.match(key, { cacheName, ignoreVary: true });
    if (epoch !== this.#epoch || found?.headers.get(ownerHeader) !== owner) return undefined;
    return isTooOld(dateOf(found), now()) ? undefined : found;
  }

  /** Keeps an answer that was asked for in `epoch`, and drops the oldest beyond the limits. */
  async put({ key }: Pick<Kept, "key">, body: string, epoch: number): Promise<void> {
    const { caches, now } = this.#options;
    const owner = await this.owner();
    await this.#change(async () => {
      if (owner === null || epoch !== this.#epoch) return;
      const headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
        [dateHeader]: new Date(now()).toISOString(),
        [ownerHeader]: owner,
      };
      const cache = await caches.open(cacheName);
      await cache.put(key, new Response(body, { headers }));
      await this.#tidy(cache);
    });
  }

  /** Deletes one copy: what it shows no longer exists. */
  async drop(key: string): Promise<void> {
    await this.#change(async () => (await this.#options.caches.open(cacheName)).delete(key));
  }

  async #tidy(cache: Cache): Promise<void> {
    const copies = await Promise.all(
      (await cache.keys()).map(async (request) => {
        const { pathname, search } = new URL(request.url);
        const found = await cache.match(request, { ignoreVary: true });
        return { key: pathname + search, at: found === undefined ? 0 : dateOf(found) };
      }),
    );
    const surplus = surplusOf(copies, this.#options.now());
    await Promise.all(surplus.map((key) => cache.delete(key)));
  }

  /** One change after the other: a copy on its way must not bring back a cache that was deleted. */
  #change(act: () => Promise<unknown>): Promise<unknown> {
    return (this.#changes = this.#changes.then(() => orNothing(act(), changeLimitMs)));
  }
}

const dateOf = (copy: Response): number => Date.parse(copy.headers.get(dateHeader) ?? "");

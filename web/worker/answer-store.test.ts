// Whose answers are kept: one user's at a time, and nobody's after a sign-out.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerStore, dateHeader } from "./answer-store.ts";
import { maxAgeMs } from "./rules.ts";
import { storageLimitMs } from "./waiting.ts";

const userKey = "/api/auth/me";
const track = { key: "/api/tracks/one" };
const origin = "https://site.test";

/** The browser's caches, in memory. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();
  isOff = false;
  isSilent = false;

  async open(name: string): Promise<Cache> {
    await this.#work();
    const known = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, known);
    return {
      put: async (key: string, copy: Response) => void known.set(key, copy),
      match: async ({ url }: Request) => known.get(url.slice(origin.length))?.clone(),
      delete: async (key: string) => known.delete(key),
      keys: async () => [...known.keys()].map((key) => new Request(origin + key)),
    } as unknown as Cache;
  }
  async match(key: string, { cacheName = "" }: { cacheName?: string } = {}) {
    await this.#work();
    return this.all.get(cacheName)?.get(key)?.clone();
  }
  async delete(name: string): Promise<boolean> {
    await this.#work();
    return this.all.delete(name);
  }
  async #work(): Promise<void> {
    await (this.isSilent ? new Promise(() => undefined) : Promise.resolve());
    if (this.isOff) throw new DOMException("It is off.", "SecurityError");
  }
}

let caches: FakeCaches;
let now: number;
let store: AnswerStore;

/** As after the browser ended the worker: only what is stored is known. */
const restart = (): AnswerStore => new AnswerStore({ caches, now: () => now, userKey });

async function signIn(id: string): Promise<void> {
  await store.belongTo(id);
  await store.put({ key: userKey }, JSON.stringify({ id }), store.epoch);
}

const textOf = async (key: string): Promise<string | undefined> => (await store.find(key))?.text();

beforeEach(() => {
  caches = new FakeCaches();
  now = Date.UTC(2026, 10, 28);
  store = restart();
});

afterEach(() => void vi.useRealTimers());

describe("the store", () => {
  it("gives an answer back with the date it was loaded at", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    store = restart();

    const copy = await store.find(track.key);
    expect(await copy?.text()).toBe("Ann's");
    expect(copy?.headers.get(dateHeader)).toBe("2026-11-28T00:00:00.000Z");
    expect(await store.owner()).toBe("ann");
  });

  it("keeps nothing while nobody is known to be signed in", async () => {
    await store.put(track, "somebody's", store.epoch);

    expect(await textOf(track.key)).toBeUndefined();
    expect(caches.all.size).toBe(0);
  });

  it("is emptied when somebody else is signed in", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    await signIn("bob");

    expect(await textOf(track.key)).toBeUndefined();
    expect([...(caches.all.get("answers")?.keys() ?? [])]).toEqual([userKey]);
  });

  it("is not emptied when the same user signs in, or registers as who they were", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    await signIn("ann");

    expect(await textOf(track.key)).toBe("Ann's");
  });

  it("shows nothing from the moment it is emptied", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    const emptied = store.empty();

    expect(await textOf(track.key)).toBeUndefined();
    await emptied;
    expect(caches.all.size).toBe(0);
  });

  it("does not keep an answer that was asked for before the user changed", async () => {
    await signIn("ann");
    const { epoch } = store;
    const late = store.put(track, "Ann's", epoch);
    const changed = signIn("bob");
    await Promise.all([late, changed, store.put(track, "Ann's", epoch)]);

    expect(await textOf(track.key)).toBeUndefined();
  });

  it("does not show what another user's sign-in left behind", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    // Past the worker, as a page does that it does not see.
    const cache = await caches.open("answers");
    await cache.put(userKey, new Response(JSON.stringify({ id: "bob" })));
    store = restart();

    expect(await store.owner()).toBe("bob");
    expect(await textOf(track.key)).toBeUndefined();
  });

  it("does not show what is older than thirty days", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    now += maxAgeMs + 1;

    expect(await textOf(track.key)).toBeUndefined();
  });

  it("drops the oldest chats beyond sixty", async () => {
    await signIn("ann");
    for (let n = 0; n < 62; n += 1) {
      now += 1_000;
      await store.put({ key: `/api/chat/chats/${String(n)}/history` }, String(n), store.epoch);
    }

    expect(await textOf("/api/chat/chats/1/history")).toBeUndefined();
    expect(await textOf("/api/chat/chats/2/history")).toBe("2");
  });

  it("drops what no longer exists", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    await store.drop(track.key);

    expect(await textOf(track.key)).toBeUndefined();
  });

  it("shows nothing of anybody's when a storage that was silent at a sign-in answers again", async () => {
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);
    store = restart();
    vi.useFakeTimers();
    caches.isSilent = true;
    const signedIn = store.belongTo("bob");
    await vi.advanceTimersByTimeAsync(storageLimitMs);
    await signedIn;
    caches.isSilent = false;

    expect(await store.owner()).toBe("bob");
    expect(await textOf(track.key)).toBeUndefined();
  });

  it("takes no harm from a storage that refuses", async () => {
    caches.isOff = true;
    await store.belongTo("ann");
    await store.put(track, "Ann's", store.epoch);
    await store.empty();
    caches.isOff = false;
    await signIn("ann");
    await store.put(track, "Ann's", store.epoch);

    expect(await textOf(track.key)).toBe("Ann's");
  });
});

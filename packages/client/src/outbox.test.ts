import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakePlatform } from "./test/fake-platform.ts";
import { memoryStore } from "./test/memory-store.ts";
import { lockLimitMs } from "./lock.ts";
import type { Unsent, UnsentStore } from "./unsent.ts";
import { storeLimitMs } from "./unsent-list.ts";
import { Outbox, type Sent } from "./outbox.ts";

let kept: Map<string, Unsent>;
let platform: FakePlatform;
let isOpen: boolean;
let sent: Unsent[];
let answers: Sent[];
const outboxes: Outbox[] = [];

function open(): Outbox {
  const outbox = new Outbox({
    session: "s",
    platform,
    canSend: () => isOpen,
    send: (message) => {
      sent.push(message);
      return Promise.resolve(answers.shift() ?? { outcome: "accepted" });
    },
  });
  outboxes.push(outbox);
  return outbox;
}

const texts = (): string[] => sent.map((one) => one.text);
const shown = (outbox: Outbox): string[] => outbox.messages.get().map((one) => one.text);
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  platform = new FakePlatform();
  platform.openUnsent = () => memoryStore(kept);
  isOpen = true;
  sent = [];
  answers = [];
});

afterEach(() => {
  for (const outbox of outboxes.splice(0)) outbox.close();
  vi.useRealTimers();
});

describe("the outbox", () => {
  it("sends one message at a time, in the order of writing", async () => {
    const outbox = open();
    for (const text of ["one", "two", "three"]) outbox.add("c", text);
    await settled();
    expect(texts()).toEqual(["one", "two", "three"]);
    expect(kept.size).toBe(0);
  });

  it("keeps what cannot be sent until it can, also over a closed browser", async () => {
    isOpen = false;
    open().add("c", "later");
    await settled();
    expect(texts()).toEqual([]);
    isOpen = true;
    open();
    await settled();
    expect(texts()).toEqual(["later"]);
  });

  it("keeps what lay before the learner with the message, whenever it is sent", async () => {
    isOpen = false;
    open().add("c", "why?", { studied: { lesson_version_id: "v1", hints_shown: 2 } });
    await settled();
    isOpen = true;
    open();
    await settled();
    expect(sent).toMatchObject([{ studied: { lesson_version_id: "v1", hints_shown: 2 } }]);
  });

  it("sends again under the same id what was not answered, and does not let others pass", async () => {
    answers = [{ outcome: "later" }];
    const outbox = open();
    outbox.add("c", "one");
    outbox.add("c", "two");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts()).toEqual(["one", "one", "two"]);
    expect(sent[0]?.id).toBe(sent[1]?.id);
    expect(sent[0]?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it("shows a refused message with its reason and goes on with the others", async () => {
    answers = [{ outcome: "refused", code: "budget_exhausted" }];
    const outbox = open();
    outbox.add("c", "one");
    outbox.add("c", "two");
    await settled();
    expect(texts()).toEqual(["one", "two"]);
    expect([...kept.values()].map((one) => one.refused)).toEqual(["budget_exhausted"]);
    const [refused] = outbox.messages.get();
    outbox.again(refused?.id ?? "");
    await settled();
    expect(texts()).toEqual(["one", "two", "one"]);
    expect(kept.size).toBe(0);
  });

  it("does not send for ever what breaks the server", async () => {
    answers = Array.from({ length: 20 }, () => ({ outcome: "later", code: "internal_error" }));
    const outbox = open();
    outbox.add("c", "poison");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sent).toHaveLength(8);
    expect(outbox.messages.get()[0]?.refused).toBe("internal_error");
  });

  it("sends what two tabs wrote in the order of writing, each once", async () => {
    isOpen = false;
    const [one, other] = [open(), open()];
    for (const [tab, text] of [
      [one, "1"],
      [other, "2"],
      [one, "3"],
      [other, "4"],
    ] as const) {
      await vi.advanceTimersByTimeAsync(5);
      tab.add("c", text);
    }
    await settled();
    isOpen = true;
    other.pump();
    await settled();
    one.pump();
    await settled();
    expect(texts()).toEqual(["1", "2", "3", "4"]);
    expect(kept.size).toBe(0);
  });

  it("keeps which message a text is to replace", async () => {
    open().add("c", "better", { edits: "m1" });
    await settled();
    expect(sent).toMatchObject([{ text: "better", edits: "m1" }]);
  });

  it("waits as long as the server asks, says why, and tries again", async () => {
    answers = [{ outcome: "later", code: "too_many_turns", retryAfter: 20 }];
    const outbox = open();
    outbox.add("c", "one");
    await vi.advanceTimersByTimeAsync(19_000);
    expect(texts()).toEqual(["one"]);
    expect(outbox.held.get()).toBe("too_many_turns");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual(["one", "one"]);
    expect(outbox.held.get()).toBeNull();
  });

  it("shows an accepted message until the dialogue does", async () => {
    const outbox = open();
    const id = outbox.add("c", "one");
    await settled();
    expect(shown(outbox)).toEqual(["one"]);
    outbox.settle([id]);
    await settled();
    expect(shown(outbox)).toEqual([]);
  });

  it("forgets what another tab has sent", async () => {
    isOpen = false;
    const outbox = open();
    outbox.add("c", "one");
    await settled();
    kept.clear();
    isOpen = true;
    outbox.pump();
    await settled();
    expect(texts()).toEqual([]);
    expect(shown(outbox)).toEqual([]);
  });

  it("lets a message be taken back", async () => {
    isOpen = false;
    const outbox = open();
    const id = outbox.add("c", "one");
    outbox.remove(id);
    await settled();
    expect(shown(outbox)).toEqual([]);
    expect(kept.size).toBe(0);
  });
});

describe("the outbox where the browser's services fail", () => {
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const refuse = <T>(): Promise<T> => Promise.reject<T>(new Error("storage is off"));
  const silent: UnsentStore = { all: never, put: never, remove: never };
  const off: UnsentStore = { all: refuse, put: refuse, remove: refuse };

  it("shows a message before any storage is asked", () => {
    isOpen = false;
    platform.openUnsent = () => silent;
    const outbox = open();
    outbox.add("c", "one");
    expect(shown(outbox)).toEqual(["one"]);
  });

  it.each([
    ["never answers", silent],
    ["refuses", off],
    ["can be read but not written", { ...off, all: () => Promise.resolve([]) }],
    ["can be read but never answers when written", { ...silent, all: () => Promise.resolve([]) }],
  ])("sends every message once when storage %s", async (_, store) => {
    platform.openUnsent = () => store;
    const outbox = open();
    const ids = ["one", "two", "three"].map((text) => outbox.add("c", text));
    await vi.advanceTimersByTimeAsync(4 * storeLimitMs);
    expect(texts()).toEqual(["one", "two", "three"]);
    outbox.settle(ids);
    await vi.advanceTimersByTimeAsync(4 * storeLimitMs);
    expect(shown(outbox)).toEqual([]);
    expect(texts()).toHaveLength(3);
  });

  it("waits once, not with every message, for storage that does not answer", async () => {
    platform.openUnsent = () => silent;
    const outbox = open();
    await vi.advanceTimersByTimeAsync(2 * storeLimitMs);
    outbox.add("c", "one");
    await settled();
    expect(texts()).toEqual(["one"]);
  });

  it("takes in what storage says late", async () => {
    const read = Promise.withResolvers<Unsent[]>();
    platform.openUnsent = () => ({ ...memoryStore(kept), all: () => read.promise });
    const outbox = open();
    await vi.advanceTimersByTimeAsync(2 * storeLimitMs);
    const old = { id: "old", session: "s", chat: "c", text: "old", at: 1, refused: null };
    read.resolve([old]);
    await settled();
    expect(shown(outbox)).toEqual(["old"]);
  });

  it.each([
    ["is never given", () => never<void>()],
    ["is refused", () => refuse<void>()],
  ])("sends without the lock between tabs when it %s", async (_, lock) => {
    platform.lock = lock;
    open().add("c", "one");
    await vi.advanceTimersByTimeAsync(2 * lockLimitMs);
    expect(texts()).toEqual(["one"]);
  });

  it("tells the other tabs of what was written just before it was closed, and nothing after that", async () => {
    const told: string[] = [];
    let isClosed = false;
    platform.openChannel = () => ({
      post() {
        // As a BroadcastChannel does.
        if (isClosed) throw new Error("the channel is closed");
        told.push("changed");
      },
      close: () => (isClosed = true),
    });
    const stored = Promise.withResolvers<void>();
    platform.openUnsent = () => ({ ...memoryStore(kept), put: () => stored.promise });
    isOpen = false;
    const outbox = open();
    outbox.add("c", "one");
    outbox.close();
    await settled();
    expect([told, isClosed]).toEqual([[], false]);
    stored.resolve();
    await settled();
    expect([told, isClosed]).toEqual([["changed"], true]);
  });

  it("does not post to a channel that was closed before storage answered", async () => {
    let isClosed = false;
    const late: string[] = [];
    platform.openChannel = () => ({
      post: () => isClosed && late.push("changed"),
      close: () => (isClosed = true),
    });
    const stored = Promise.withResolvers<void>();
    platform.openUnsent = () => ({ ...memoryStore(kept), put: () => stored.promise });
    const outbox = open();
    outbox.add("c", "one");
    outbox.close();
    await vi.advanceTimersByTimeAsync(2 * storeLimitMs);
    expect(isClosed).toBe(true);
    stored.resolve();
    await settled();
    expect(late).toEqual([]);
  });
});

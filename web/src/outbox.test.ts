import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOutbox, type Outbox, type Sent } from "./outbox.ts";
import type { Unsent, UnsentStore } from "./state/outbox-store.ts";

function memoryStore(kept = new Map<string, Unsent>()): UnsentStore {
  return {
    all: () => Promise.resolve([...kept.values()].toSorted((a, b) => a.at - b.at)),
    get: (id) => Promise.resolve(kept.get(id)),
    put: (message) => Promise.resolve(void kept.set(message.id, message)),
    remove: (id) => Promise.resolve(void kept.delete(id)),
  };
}

let kept: Map<string, Unsent>;
let isOpen: boolean;
let sent: Unsent[];
let answers: Sent[];
const outboxes: Outbox[] = [];

function open(): Outbox {
  const outbox = createOutbox({
    session: "s",
    store: memoryStore(kept),
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
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("navigator", {});
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
  kept = new Map();
  isOpen = true;
  sent = [];
  answers = [];
});

afterEach(() => {
  for (const outbox of outboxes.splice(0)) outbox.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the outbox", () => {
  it("sends one message at a time, in the order of writing", async () => {
    const outbox = open();
    await Promise.all([outbox.add("c", "one"), outbox.add("c", "two"), outbox.add("c", "three")]);
    await rest();
    expect(texts()).toEqual(["one", "two", "three"]);
    expect(kept.size).toBe(0);
  });

  it("keeps what cannot be sent until it can, also over a closed browser", async () => {
    isOpen = false;
    await open().add("c", "later");
    await rest();
    expect(texts()).toEqual([]);
    isOpen = true;
    open();
    await rest();
    expect(texts()).toEqual(["later"]);
  });

  it("sends again under the same id what was not answered, and does not let others pass", async () => {
    answers = [{ outcome: "later" }];
    const outbox = open();
    await outbox.add("c", "one");
    await outbox.add("c", "two");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts()).toEqual(["one", "one", "two"]);
    expect(sent[0]?.id).toBe(sent[1]?.id);
    expect(sent[0]?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it("shows a refused message with its reason and goes on with the others", async () => {
    answers = [{ outcome: "refused", code: "budget_exhausted" }];
    const outbox = open();
    await outbox.add("c", "one");
    await outbox.add("c", "two");
    await rest();
    expect(texts()).toEqual(["one", "two"]);
    expect([...kept.values()].map((one) => one.refused)).toEqual(["budget_exhausted"]);
    const [refused] = outbox.messages();
    await outbox.again(refused?.id ?? "");
    await rest();
    expect(texts()).toEqual(["one", "two", "one"]);
    expect(kept.size).toBe(0);
  });

  it("does not send for ever what breaks the server", async () => {
    answers = Array.from({ length: 20 }, () => ({ outcome: "later", code: "internal_error" }));
    const outbox = open();
    await outbox.add("c", "poison");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(sent).toHaveLength(8);
    expect(outbox.messages()[0]?.refused).toBe("internal_error");
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
      await tab.add("c", text);
    }
    isOpen = true;
    other.pump();
    await rest();
    one.pump();
    await rest();
    expect(texts()).toEqual(["1", "2", "3", "4"]);
    expect(kept.size).toBe(0);
  });

  it("keeps which message a text is to replace", async () => {
    await open().add("c", "better", "m1");
    await rest();
    expect(sent).toMatchObject([{ text: "better", edits: "m1" }]);
  });

  it("waits as long as the server asks, says why, and tries again", async () => {
    answers = [{ outcome: "later", code: "too_many_turns", retryAfter: 20 }];
    const outbox = open();
    await outbox.add("c", "one");
    await vi.advanceTimersByTimeAsync(19_000);
    expect(texts()).toEqual(["one"]);
    expect(outbox.held()).toBe("too_many_turns");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual(["one", "one"]);
    expect(outbox.held()).toBeNull();
  });

  it("shows an accepted message until the dialogue does", async () => {
    const outbox = open();
    await outbox.add("c", "one");
    await rest();
    const [shown] = outbox.messages();
    expect(shown?.text).toBe("one");
    outbox.settle([shown?.id ?? ""]);
    expect(outbox.messages()).toEqual([]);
  });

  it("forgets what another tab has sent", async () => {
    isOpen = false;
    const outbox = open();
    await outbox.add("c", "one");
    kept.clear();
    isOpen = true;
    outbox.pump();
    await rest();
    expect(texts()).toEqual([]);
    expect(outbox.messages()).toEqual([]);
  });

  it("lets a message be taken back", async () => {
    isOpen = false;
    const outbox = open();
    await outbox.add("c", "one");
    await outbox.remove(outbox.messages()[0]?.id ?? "");
    expect(outbox.messages()).toEqual([]);
    expect(kept.size).toBe(0);
  });
});

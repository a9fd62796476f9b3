import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { FakeClock, settle } from "../test/fake-clock.ts";
import { connection, FakeTransport } from "../test/fake-transport.ts";
import { claimOf, timing } from "../test/turns.ts";
import { Audience } from "./audience.ts";
import { Broadcast } from "./broadcast.ts";
import type { TurnEnd } from "./frames.ts";
import { PostsInFlight } from "./posts-in-flight.ts";
import { deltaChars } from "./window.ts";

vi.mock("../log.ts");

const here = { session_id: "session", opened_over: "socket" } as const;

const endOf = (text: string): TurnEnd => ({
  status: "complete",
  kind: "text",
  text,
  error: null,
  model: "model",
  tokens: 1,
  trackId: "track",
  notes: null,
  modulesCreated: 0,
});

async function broadcasting(
  transport: FakeTransport,
  inFlight = new PostsInFlight(),
  claim = claimOf(),
) {
  const clock = new FakeClock();
  const audience = new Audience(here, undefined, transport);
  const broadcast = new Broadcast(audience, claim, { transport, inFlight, timing, clock });
  await broadcast.refresh();
  return { broadcast, clock };
}

/** Letters of one and of two code units. */
const letter = fc.constantFrom("a", "é", "😀", "𝕌");

/** A post that ends when the test says so. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, release: () => resolve() };
}

describe("a broadcast", () => {
  it("says once what the model does, until it writes: to whoever watches, and to a tab that opens meanwhile", async () => {
    const transport = new FakeTransport(connection("a"), connection("old", { protocol: 1 }));
    const { broadcast, clock } = await broadcasting(transport);

    broadcast.enter("starting");
    await settle();
    broadcast.enter("thinking");
    await clock.run(10 * timing.deltaMs);
    transport.open(connection("late"));
    await broadcast.refresh();
    await clock.run(10 * timing.deltaMs);
    broadcast.enter("writing");
    broadcast.show("Hello");
    await settle();
    transport.open(connection("last"));
    await broadcast.refresh();
    await clock.run(10 * timing.deltaMs);

    const states = (id: string) => transport.framesOf(id, "ai_state").map((one) => one.state);
    expect(states("a")).toEqual(["starting", "thinking"]);
    expect(states("late")).toEqual(["thinking"]);
    expect(states("last")).toEqual([]);
    expect(states("old")).toEqual([]);
    for (const id of ["a", "late", "last", "old"]) expect(transport.textOf(id)).toBe("Hello");
  });

  it("begins where an answer that goes on has stopped", async () => {
    const transport = new FakeTransport(connection("a"));
    const claim = claimOf({ attempt: 3, continues: { attempt: 1, text: "So far 👋" } });
    const { broadcast, clock } = await broadcasting(transport, undefined, claim);

    await clock.run(timing.deltaMs);
    broadcast.show("So far 👋, so good");
    await settle();

    expect(transport.framesOf("a", "ai_delta")).toMatchObject([
      { attempt: 3, offset: 9, text: ", so good", continues: { attempt: 1, length: 9 } },
    ]);
  });

  it("posts the first words at once and what follows at each tick, addressed and in order", async () => {
    const transport = new FakeTransport(connection("a"), connection("b"));
    const { broadcast, clock } = await broadcasting(transport);

    broadcast.show("One");
    await settle();
    broadcast.show("One two");
    broadcast.show("One two three");
    await clock.run(timing.deltaMs);

    expect(transport.framesOf("a", "ai_delta")).toMatchObject([
      { session_id: "key-a", message_id: "answer", attempt: 1, offset: 0, text: "One" },
      { session_id: "key-a", message_id: "answer", attempt: 1, offset: 3, text: " two three" },
    ]);
    expect(transport.textOf("b")).toBe("One two three");
  });

  it("has one post in flight to a connection, also of two turns, and keeps nobody else waiting", async () => {
    const transport = new FakeTransport(connection("slow"), connection("quick"));
    const slow = held();
    transport.behave = async (id) => {
      if (id === "slow") await slow.promise;
      return true;
    };
    const inFlight = new PostsInFlight();
    const first = await broadcasting(transport, inFlight);
    const second = await broadcasting(transport, inFlight);

    first.broadcast.show("first");
    second.broadcast.show("second");
    for (const { clock } of [first, second]) await clock.run(5 * timing.deltaMs);

    expect(transport.inFlight.get("slow")).toBe(1);
    expect(transport.framesOf("quick", "ai_delta").map(({ text }) => text)).toEqual([
      "first",
      "second",
    ]);
    slow.release();
    for (const { clock } of [first, second]) await clock.run(5 * timing.deltaMs);
    expect(transport.maxInFlight).toBe(1);
    expect(transport.framesOf("slow", "ai_delta")).toHaveLength(2);
  });

  it("gives a connection that opens in the middle everything from the beginning", async () => {
    const transport = new FakeTransport(connection("a"));
    const { broadcast, clock } = await broadcasting(transport);
    broadcast.show("Once upon a time");
    await clock.run(timing.deltaMs);

    transport.open(connection("late"));
    await broadcast.refresh(here);
    await settle();

    expect(transport.textOf("late")).toBe("Once upon a time");
    expect(transport.framesOf("a", "ai_delta")).toHaveLength(1);
  });

  it("follows its session into another one, without a gap and without a repetition", async () => {
    const transport = new FakeTransport(connection("a"));
    const { broadcast, clock } = await broadcasting(transport);
    broadcast.show("before");
    await clock.run(timing.deltaMs);

    transport.sessions.set("session", []);
    transport.open(connection("a", { session_id: "merged" }));
    await broadcast.refresh({ session_id: "merged", opened_over: "socket" });
    broadcast.show("before and after");
    await clock.run(timing.deltaMs);
    const finished = broadcast.finish(endOf("before and after"), {
      session_id: "merged",
      opened_over: "socket",
    });
    await clock.run(timing.finalFrameMs);
    await finished;

    expect(transport.framesOf("a", "ai_delta").map(({ offset }) => offset)).toEqual([0, 6]);
    expect(transport.framesOf("a", "ai_response")).toMatchObject([{ message: "before and after" }]);
  });

  it("keeps its viewers when they cannot be read", async () => {
    const transport = new FakeTransport(connection("a"));
    const { broadcast, clock } = await broadcasting(transport);

    transport.isDown = true;
    await broadcast.refresh(here);
    broadcast.show("still here");
    await clock.run(timing.deltaMs);

    expect(transport.textOf("a")).toBe("still here");
  });

  it("tells a client of the original nothing of a turn opened over HTTP, until its request gave up", async () => {
    const transport = new FakeTransport(connection("original", { protocol: 1 }));
    const { broadcast, clock } = await broadcasting(transport);
    await broadcast.refresh({ session_id: "session", opened_over: "http" });
    broadcast.show("text");
    await clock.run(timing.deltaMs);
    expect(transport.posted).toEqual([]);

    await broadcast.refresh({ session_id: "session", opened_over: "deferred" });
    await settle();
    expect(transport.textOf("original")).toBe("text");
  });

  it("forgets a connection that is gone, and posts nothing more to it", async () => {
    const transport = new FakeTransport(connection("gone"), connection("a"));
    transport.behave = (id) => Promise.resolve(id !== "gone");
    const { broadcast, clock } = await broadcasting(transport);

    broadcast.show("text");
    await clock.run(10 * timing.deltaMs);

    expect(transport.removed).toEqual(["gone"]);
    expect(transport.textOf("a")).toBe("text");
  });

  it("tries a failed piece again, and leaves a connection that goes on failing to its own resume", async () => {
    const transport = new FakeTransport(connection("flaky"), connection("dead"));
    const tries = new Map<string, number>();
    transport.behave = (id) => {
      const nth = (tries.get(id) ?? 0) + 1;
      tries.set(id, nth);
      return id === "flaky" && nth > 2 ? Promise.resolve(true) : Promise.reject(new Error("busy"));
    };
    const { broadcast, clock } = await broadcasting(transport);

    broadcast.show("text");
    await clock.run(20 * timing.deltaMs);

    expect(transport.textOf("flaky")).toBe("text");
    expect(tries.get("dead")).toBe(timing.maxPostFailures);
  });

  it("never splits a surrogate pair, and adds up to the text, however it grows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: letter, minLength: 1 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (pieces, isLong) => {
          const transport = new FakeTransport(connection("a"));
          const { broadcast, clock } = await broadcasting(transport);
          let text = isLong ? `${"x".repeat(deltaChars - 1)}😀` : "";
          for (const piece of pieces) {
            text += piece;
            broadcast.show(text);
            await clock.run(timing.deltaMs);
          }
          await clock.run(3 * timing.deltaMs);
          const deltas = transport.framesOf("a", "ai_delta");
          broadcast.stop();

          expect(transport.textOf("a")).toBe(text);
          expect(deltas.every((delta) => delta.text.isWellFormed())).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("the last frame", () => {
  it("comes after everything unsent, over the connection's own post in flight", async () => {
    const transport = new FakeTransport(connection("slow"));
    const slow = held();
    transport.behave = async () => {
      await slow.promise;
      return true;
    };
    const { broadcast, clock } = await broadcasting(transport);
    broadcast.show("a");
    broadcast.show("abc");
    const finished = broadcast.finish(endOf("abc"), here);
    await clock.run(timing.deltaMs);
    expect(transport.posted).toEqual([]);

    slow.release();
    await finished;

    expect(transport.posted.map(({ frame }) => frame.type)).toEqual([
      "ai_delta",
      "ai_delta",
      "ai_response",
    ]);
    expect(clock.waiting).toBe(0);
  });

  it("is tried again after a failure, so often and no oftener", async () => {
    const transport = new FakeTransport(connection("flaky"), connection("dead"));
    const tries = new Map<string, number>();
    transport.behave = (id) => {
      const nth = (tries.get(id) ?? 0) + 1;
      tries.set(id, nth);
      return id === "flaky" && nth > 1 ? Promise.resolve(true) : Promise.reject(new Error("busy"));
    };
    const { broadcast, clock } = await broadcasting(transport);

    const finished = broadcast.finish(endOf(""), here);
    await clock.run(timing.finalFrameMs);
    await finished;

    expect(transport.framesOf("flaky", "ai_response")).toHaveLength(1);
    expect(tries.get("dead")).toBe(timing.finalFrameTries);
  });

  it("does not wait for ever for a connection that is stuck", async () => {
    const transport = new FakeTransport(connection("stuck"), connection("a"));
    transport.behave = (id) =>
      id === "stuck" ? new Promise(() => undefined) : Promise.resolve(true);
    const { broadcast, clock } = await broadcasting(transport);
    broadcast.show("text");
    let isFinished = false;

    const finished = broadcast.finish(endOf("text"), here).then(() => (isFinished = true));
    await clock.run(timing.finalFrameMs - 1);
    expect(isFinished).toBe(false);
    expect(transport.framesOf("a", "ai_response")).toHaveLength(1);
    await clock.run(1);
    await finished;
  });

  it("is about what is stored now in a session that was merged as the turn ended", async () => {
    const transport = new FakeTransport(connection("a"));
    const { broadcast } = await broadcasting(transport);
    // The statement has read the new session, the connection is still on its way there.
    await broadcast.finish(endOf("text"), { session_id: "merged", opened_over: "socket" });

    expect(transport.framesOf("a", "ai_response")).toHaveLength(1);
  });
});

import { describe, expect, it, vi } from "vitest";
import { FakeClock, settle } from "../test/fake-clock.ts";
import { timing } from "../test/turns.ts";
import type { Asked } from "../model/usage.ts";
import type { Whereabouts } from "./audience.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import type { Checkpoint, Continued } from "./turn.sql.ts";

vi.mock("../log.ts");

const stored: Checkpoint = { stop_requested: false, opened_over: "socket", session_id: "session" };

function keeping(
  checkpoint: (text: string) => Promise<Checkpoint | undefined>,
  continues: Continued | null = null,
) {
  const clock = new FakeClock();
  const texts: string[] = [];
  const asked: (Asked | null)[] = [];
  const shown: string[] = [];
  const refreshed: Whereabouts[] = [];
  const keeper = new LeaseKeeper({
    turn: { chat_id: "chat", opened_over: "socket", continues },
    broadcast: {
      show: (text) => void shown.push(text),
      enter: () => undefined,
      refresh: (now) => {
        if (now !== undefined) refreshed.push(now);
        return Promise.resolve();
      },
    },
    checkpoint: (text, noted) => {
      texts.push(text);
      asked.push(noted);
      return checkpoint(text);
    },
    timing,
    clock,
  });
  return { asked, clock, keeper, refreshed, shown, texts };
}

describe("a lease keeper", () => {
  it("checkpoints soon at first, then every second, also before the first word", async () => {
    const { clock, keeper, texts } = keeping(() => Promise.resolve(stored));

    await clock.run(200);
    expect(texts).toEqual([""]);
    keeper.write("Hello");
    await clock.run(300 + 500);
    expect(texts).toEqual(["", "Hello", "Hello"]);
    await clock.run(3 * timing.checkpointMs);
    expect(texts).toHaveLength(6);
    await keeper.close();
    await clock.run(10 * timing.checkpointMs);
    expect(texts).toHaveLength(6);
  });

  it("notes what a model was asked with one checkpoint, and again where that one failed", async () => {
    let isAway = true;
    const { asked, clock, keeper } = keeping(() =>
      isAway ? Promise.reject(new Error("away")) : Promise.resolve(stored),
    );
    const first = { callId: "one", promptTokens: 10 };
    keeper.ask(first);

    await clock.run(200);
    isAway = false;
    await clock.run(300 + 500);
    keeper.ask({ callId: "two", promptTokens: 20 });
    await clock.run(timing.checkpointMs);
    await keeper.close();

    expect(asked.slice(0, 3)).toEqual([first, first, null]);
    expect(asked.slice(3).map((one) => one?.callId)).toEqual(["two"]);
  });

  it("stores a lot of text at once, one statement at a time", async () => {
    const { promise, resolve } = Promise.withResolvers<Checkpoint>();
    const { clock, keeper, texts } = keeping(() => promise);

    keeper.write("x".repeat(timing.checkpointChars));
    keeper.write("x".repeat(2 * timing.checkpointChars));
    await clock.run(timing.checkpointMs);
    expect(texts).toHaveLength(1);
    resolve(stored);
    await settle();
    keeper.write("x".repeat(3 * timing.checkpointChars));
    expect(texts).toHaveLength(2);
  });

  it("shows every text, and tells the broadcast where the chat belongs now", async () => {
    const merged = { ...stored, session_id: "merged" };
    const { clock, keeper, refreshed, shown } = keeping(() => Promise.resolve(merged));

    keeper.write("a");
    keeper.write("ab");
    await clock.run(200);

    expect(shown).toEqual(["a", "ab"]);
    expect(refreshed).toMatchObject([{ session_id: "merged", opened_over: "socket" }]);
  });

  it("stores what an answer goes on from as long as nothing is added", async () => {
    const { clock, keeper, texts } = keeping(() => Promise.resolve(stored), {
      attempt: 1,
      text: "So far",
    });

    await clock.run(200);
    keeper.write("So far, so good");
    await clock.run(300);

    expect(texts).toEqual(["So far", "So far, so good"]);
  });

  it("ends the writing when a newer attempt took over", async () => {
    const { clock, keeper, refreshed, texts } = keeping(() => Promise.resolve(undefined));

    await clock.run(5 * timing.checkpointMs);

    expect(keeper.signal.aborted).toBe(true);
    expect(keeper.interruption).toBe("lost");
    expect(texts).toHaveLength(1);
    expect(refreshed).toEqual([]);
  });

  it("ends the writing when the learner asked for that", async () => {
    const { clock, keeper } = keeping(() => Promise.resolve({ ...stored, stop_requested: true }));

    await clock.run(200);

    expect(keeper.signal.aborted).toBe(true);
    expect(keeper.interruption).toBe("stop");
  });

  it("outlives a database that is away for less than its lease", async () => {
    let isAway = true;
    const { clock, keeper } = keeping(() =>
      isAway ? Promise.reject(new Error("away")) : Promise.resolve(stored),
    );

    await clock.run(timing.leaveAfterMs - timing.checkpointMs);
    isAway = false;
    await clock.run(2 * timing.leaveAfterMs);

    expect(keeper.interruption).toBeNull();
  });

  it("leaves before its lease ends when no checkpoint succeeds", async () => {
    const { clock, keeper } = keeping(() => Promise.reject(new Error("away")));

    await clock.run(timing.leaveAfterMs);
    expect(keeper.interruption).toBeNull();
    await clock.run(timing.leaseMs - timing.leaveAfterMs);
    expect(keeper.interruption).toBe("lost");
  });

  it("leaves before its lease ends when a checkpoint hangs", async () => {
    const { clock, keeper } = keeping(() => new Promise(() => undefined));

    await clock.run(timing.leaseMs);

    expect(keeper.interruption).toBe("lost");
    expect(keeper.signal.aborted).toBe(true);
  });

  it("waits for the checkpoint under way when it is closed", async () => {
    const { promise, resolve } = Promise.withResolvers<Checkpoint>();
    const { clock, keeper } = keeping(() => promise);
    await clock.run(200);
    let isClosed = false;

    const closed = keeper.close().then(() => (isClosed = true));
    await settle();
    expect(isClosed).toBe(false);
    resolve(stored);
    await closed;
  });
});

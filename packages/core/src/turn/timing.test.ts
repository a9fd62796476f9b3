import { describe, expect, it } from "vitest";
import { keepHidden } from "../adapters/queue.ts";
import { FakeClock } from "../test/fake-clock.ts";
import { timing } from "../test/turns.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { turnTiming } from "./timing.ts";

/** Seconds of the law, and what a poll of the queue and a slow statement may take of them. */
const replacedWithinMs = 45_000;
const pollMs = 5_000;

/** When a killed worker's wake-up is seen again, and when its lease has ended. */
async function killedAfter(ms: number): Promise<{ visibleAt: number; leaseEndsAt: number }> {
  const clock = new FakeClock();
  let visibleAt = 0;
  let leaseEndsAt = clock.now() + timing.leaseMs;
  const hide = (): Promise<void> => {
    visibleAt = clock.now() + timing.visibilityMs;
    return Promise.resolve();
  };
  keepHidden(hide, timing.extendVisibilityMs, clock);
  const keeper = new LeaseKeeper({
    turn: { chat_id: "chat", opened_over: "socket", continues: null },
    broadcast: { show: () => undefined, enter: () => undefined, refresh: () => Promise.resolve() },
    checkpoint: () => {
      leaseEndsAt = clock.now() + timing.leaseMs;
      return Promise.resolve({
        stop_requested: false,
        opened_over: "socket" as const,
        session_id: "session",
      });
    },
    timing,
    clock,
  });
  await clock.run(ms);
  expect(keeper.interruption).toBeNull();
  // From here on nothing of the worker runs.
  return { visibleAt, leaseEndsAt };
}

describe("production's times", () => {
  it("replace a worker within 45 s whenever it is killed, and never before its lease has ended (L3)", async () => {
    for (let killedAt = 0; killedAt <= 2 * timing.extendVisibilityMs; killedAt += 249) {
      const { visibleAt, leaseEndsAt } = await killedAfter(killedAt);

      expect(visibleAt + pollMs - killedAt).toBeLessThanOrEqual(replacedWithinMs);
      expect(leaseEndsAt).toBeLessThanOrEqual(visibleAt);
    }
  });

  it("let a sweep find what was lost within 2 minutes: after two of its rounds (L3)", () => {
    expect(timing.lostAfterMs + 60_000).toBeLessThan(120_000);
  });

  it("let a worker wait for its database no longer than its lease lasts", () => {
    expect(timing.databaseMs).toBeLessThan(timing.leaseMs);
  });
});

describe("injected times", () => {
  it("change what they name and leave the rest", () => {
    expect(turnTiming.parse({ checkpointMs: 50 })).toEqual({ ...timing, checkpointMs: 50 });
  });

  it.each([
    ["a name that is not known", { leese: 1 }],
    ["a time that is none", { leaseMs: "1s" }],
    ["a negative time", { waitMs: -1 }],
    ["a visibility in parts of seconds", { visibilityMs: 30_500 }],
    ["a worker that stays longer than its lease", { leaveAfterMs: 20_000 }],
    ["a wake-up that is seen before the lease of its worker ends", { visibilityMs: 29_000 }],
  ])("are refused with %s", (_what, given) => {
    expect(turnTiming.safeParse(given).success).toBe(false);
  });
});

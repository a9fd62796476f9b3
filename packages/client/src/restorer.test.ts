import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";
import type { HeardFrame } from "./frame.ts";
import { createRestorer, restoreLimitMs, restoring } from "./restorer.ts";
import { chatId, restored } from "./test/story.ts";

let asked: number;
let elsewhere: number;
let isOpen: boolean;
let isRestored: boolean;

const restorer = () =>
  createRestorer({
    clock: systemClock,
    chatId: () => chatId,
    ask: () => isOpen && (asked += 1) > 0,
    askElsewhere: () => (elsewhere += 1),
    isRestored: () => isRestored,
  });
const trouble = (code: "database_unavailable" | "chat_not_found"): HeardFrame => ({
  type: "error",
  code,
  message: "",
  session_id: "key",
  chat_id: chatId,
  timestamp: "",
});
const gatewayError: HeardFrame = { type: "gateway_error", message: "Endpoint request timed out" };

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  elsewhere = 0;
  isOpen = true;
  isRestored = false;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the restorer", () => {
  it("asks once when it is answered", async () => {
    const { restore, hear } = restorer();
    restore();
    hear(restored([]));
    await vi.advanceTimersByTimeAsync(10 * restoreLimitMs);
    expect(asked).toBe(1);
  });

  it("asks again when nothing came", async () => {
    restorer().restore();
    await vi.advanceTimersByTimeAsync(2 * restoreLimitMs);
    expect(asked).toBe(3);
  });

  it.each([gatewayError, trouble("database_unavailable")])(
    "asks again after a pause that grows when it was refused: %o",
    async (refusal) => {
      const { restore, hear } = restorer();
      restore();
      for (const pause of [1, 2, 4]) {
        hear(refusal);
        const before = asked;
        await vi.advanceTimersByTimeAsync(pause * restoring.firstMs - 1);
        expect(asked).toBe(before);
        await vi.advanceTimersByTimeAsync(1);
        expect(asked).toBe(before + 1);
      }
    },
  );

  it("says why nothing is there, until it is", () => {
    const { restore, hear, problem } = restorer();
    restore();
    hear(trouble("database_unavailable"));
    expect(problem.get()).toBe("database_unavailable");
    hear(restored([]));
    expect(problem.get()).toBeNull();
  });

  it("says nothing over a dialogue that is on screen", () => {
    isRestored = true;
    const { restore, hear, problem } = restorer();
    restore();
    hear(trouble("database_unavailable"));
    expect(problem.get()).toBeNull();
  });

  it("takes the server's last word for it", async () => {
    const { restore, hear, problem } = restorer();
    restore();
    hear(trouble("chat_not_found"));
    await vi.advanceTimersByTimeAsync(10 * restoring.maxMs);
    expect(problem.get()).toBe("chat_not_found");
    expect(asked).toBe(1);
  });

  it("looks elsewhere without a socket", () => {
    isOpen = false;
    restorer().restore();
    expect([asked, elsewhere]).toEqual([0, 1]);
  });
});

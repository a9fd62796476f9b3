import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";
import { createPoll, polling, type Poll } from "./poll.ts";

let reads: number[];
let isMoreToCome: boolean;
let poll: Poll;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  reads = [];
  isMoreToCome = true;
  poll = createPoll(systemClock, () => {
    reads.push(Date.now());
    return Promise.resolve(isMoreToCome);
  });
});
afterEach(() => {
  poll.close();
  vi.useRealTimers();
});

describe("a poll", () => {
  it("reads nothing until it is woken, then at once and ever more seldom", async () => {
    await vi.advanceTimersByTimeAsync(polling.maxMs);
    expect(reads).toEqual([]);
    poll.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    const between = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
    expect(between[0]).toBe(polling.firstMs);
    expect(between).toEqual(between.toSorted((a, b) => a - b));
    expect(between.at(-1)).toBe(polling.maxMs);
  });

  it("ends when nothing more is to come, and begins anew when woken", async () => {
    isMoreToCome = false;
    poll.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads).toHaveLength(1);
    isMoreToCome = true;
    poll.wake();
    await vi.advanceTimersByTimeAsync(polling.firstMs);
    expect(reads).toHaveLength(3);
  });

  it("reads once more when it was woken in the middle of reading", async () => {
    isMoreToCome = false;
    poll.wake();
    poll.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(reads).toHaveLength(2);
  });

  it("reads nothing once closed", async () => {
    poll.wake();
    poll.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads).toHaveLength(1);
  });
});

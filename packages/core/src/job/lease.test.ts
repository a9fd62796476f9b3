import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepLease } from "./lease.ts";
import { jobTiming } from "./timing.ts";

const timing = jobTiming.parse({ renewMs: 1_000, leaveAfterMs: 3_500 });

const renewal = () => vi.fn<() => Promise<boolean>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a lease", () => {
  it("is renewed until it is closed, and not once more", async () => {
    const renew = renewal().mockResolvedValue(true);
    const lease = keepLease(renew, timing);

    await vi.advanceTimersByTimeAsync(3_000);
    await lease.close();
    await vi.advanceTimersByTimeAsync(3_000);

    expect(renew).toHaveBeenCalledTimes(3);
    expect(lease.signal.aborted).toBe(false);
  });

  it("is lost when somebody else has the job, and is not asked for again", async () => {
    const renew = renewal().mockResolvedValue(false);
    const lease = keepLease(renew, timing);

    await vi.advanceTimersByTimeAsync(5_000);

    expect(renew).toHaveBeenCalledTimes(1);
    expect(lease.signal.aborted).toBe(true);
  });

  it("outlives a database that is away for a moment", async () => {
    const renew = renewal().mockResolvedValue(true);
    renew.mockRejectedValueOnce(new Error("away")).mockRejectedValueOnce(new Error("away"));
    const lease = keepLease(renew, timing);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(renew).toHaveBeenCalledTimes(10);
    expect(lease.signal.aborted).toBe(false);
    await lease.close();
  });

  it("is lost before it ends when the database stays away", async () => {
    const lease = keepLease(renewal().mockRejectedValue(new Error("away")), timing);

    await vi.advanceTimersByTimeAsync(3_000);
    expect(lease.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(lease.signal.aborted).toBe(true);
    await lease.close();
  });

  it("has one renewal under way at a time, and waits for it when it is closed", async () => {
    const slow = Promise.withResolvers<boolean>();
    const renew = renewal().mockReturnValue(slow.promise);
    const lease = keepLease(renew, timing);
    await vi.advanceTimersByTimeAsync(3_000);
    let isClosed = false;

    const closing = lease.close().then(() => (isClosed = true));
    await vi.advanceTimersByTimeAsync(0);
    expect({ calls: renew.mock.calls.length, isClosed }).toEqual({ calls: 1, isClosed: false });
    slow.resolve(true);

    expect(await closing).toBe(true);
  });
});

it("production's own times let a killed worker be replaced before its wake-up comes again", () => {
  const { leaseMs, leaveAfterMs, renewMs, lostAfterMs } = jobTiming.parse({});
  expect(leaveAfterMs).toBeLessThan(leaseMs);
  expect(renewMs * 2).toBeLessThan(leaveAfterMs);
  expect(lostAfterMs).toBeLessThanOrEqual(60_000);
});

// The network first, a copy only where it gives no answer, and neither waited for without a limit.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { networkFirst, networkLimitMs, orNothing, storageLimitMs } from "./waiting.ts";

const never = new Promise<never>(() => undefined);
const gone = (): Promise<never> => Promise.reject(new Error("No network"));
const later = (ms: number): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(() => resolve("network"), ms);
  });
const copy = (): Promise<string> => Promise.resolve("copy");
const noCopy = (): Promise<undefined> => Promise.resolve(undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the network first", () => {
  it("is what counts when it answers", async () => {
    expect(await networkFirst(Promise.resolve("network"), copy)).toBe("network");
  });

  it("gives way to the copy at once when it fails", async () => {
    expect(await networkFirst(gone(), copy)).toBe("copy");
  });

  it("gives way to the copy when it does not answer in time", async () => {
    const answer = networkFirst(later(networkLimitMs + 1), copy);
    await vi.advanceTimersByTimeAsync(networkLimitMs);
    expect(await answer).toBe("copy");
  });

  it("has all the time it wants where there is no copy", async () => {
    const answer = networkFirst(later(25_000), noCopy);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await answer).toBe("network");
  });

  it("fails as it does without a store where there is no copy", async () => {
    await expect(networkFirst(gone(), noCopy)).rejects.toThrow("No network");
  });

  it.each([
    ["fails", gone],
    ["never answers", () => never],
  ])("fails as it does without a store where the store %s", async (_, find) => {
    const answer = networkFirst(gone(), find).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(storageLimitMs);
    expect(await answer).toEqual(new Error("No network"));
  });
});

describe("something waited for", () => {
  it("is nothing after its limit, and nothing when it fails", async () => {
    const late = orNothing(never, 100);
    await vi.advanceTimersByTimeAsync(100);
    expect(await late).toBeUndefined();
    expect(await orNothing(gone(), 100)).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});

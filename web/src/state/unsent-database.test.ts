import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetUnsent } from "./unsent-database.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("forgetting what was not sent", () => {
  it.each([
    ["is missing", undefined],
    [
      "is off",
      {
        deleteDatabase() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      },
    ],
    ["never answers", { deleteDatabase: () => new EventTarget() }],
  ])("ends when IndexedDB %s", async (_, indexedDB) => {
    vi.useFakeTimers();
    vi.stubGlobal("indexedDB", indexedDB);
    const forgotten = forgetUnsent();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(forgotten).resolves.toBeUndefined();
  });
});

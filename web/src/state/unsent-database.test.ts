import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetUnsent } from "./unsent-database.ts";

afterEach(() => {
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
  ])("holds nothing up when IndexedDB %s", (_, indexedDB) => {
    vi.stubGlobal("indexedDB", indexedDB);
    expect(forgetUnsent).not.toThrow();
  });
});

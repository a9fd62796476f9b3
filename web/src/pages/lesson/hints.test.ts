import { beforeEach, describe, expect, it, vi } from "vitest";
import { hintsShown, keepOpened, readOpened, withOpened, withSolution } from "./hints.ts";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
});

describe("the opened hints of a lesson", () => {
  it("are kept for each text of the lesson apart", () => {
    keepOpened("v1", { exercise: 2 });
    expect(readOpened("v1")).toEqual({ exercise: 2 });
    expect(readOpened("v2")).toEqual({});
  });

  it("are none where what was kept cannot be read", () => {
    kept.set("draft:hints:v1", "{");
    expect(readOpened("v1")).toEqual({});
    kept.set("draft:hints:v1", JSON.stringify({ a: "1", b: 9, c: -1, d: 1.5, e: 3 }));
    expect(readOpened("v1")).toEqual({ e: 3 });
  });

  it("never become fewer", () => {
    expect(withOpened({ a: 2 }, "a", 1)).toEqual({ a: 2 });
    expect(withOpened({ a: 2 }, "b", 0)).toEqual({ a: 2, b: 0 });
    expect(withOpened({ a: 2 }, "a", withSolution)).toEqual({ a: withSolution });
  });
});

describe("what the mentor is told of an exercise", () => {
  it("is nothing before one was touched", () => {
    expect(hintsShown({})).toBeUndefined();
  });

  it("is that no hint was opened, once one was asked about", () => {
    expect(hintsShown({ a: 0 })).toBe(0);
  });

  it("is the number of hints until the solution is shown", () => {
    expect(hintsShown({ a: 2 })).toBe(2);
    expect(hintsShown({ a: 3, b: 1 })).toBe(3);
    expect(hintsShown({ a: withSolution })).toBeUndefined();
    expect(hintsShown({ a: withSolution, b: 1 })).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { judge, retrySeconds, type Standing, type Successor } from "./refresh.ts";

const fresh: Standing = { isRevoked: false, isExpired: false, isSuperseded: false, successors: [] };
const successor = (more: Partial<Successor> = {}): Successor => ({
  isUsed: false,
  isSuperseded: false,
  ageSeconds: 0,
  ...more,
});

describe("a refresh token", () => {
  it("is traded for its first successor", () => {
    expect(judge(fresh)).toEqual({ outcome: "traded", successor: 0, isNew: true });
  });

  it("gives the same successor to tabs that trade it at the same time", () => {
    const token = { ...fresh, successors: [successor({ ageSeconds: retrySeconds })] };
    expect(judge(token)).toEqual({ outcome: "traded", successor: 0, isNew: false });
  });

  it("gives another successor when the response was lost long ago", () => {
    const token = { ...fresh, successors: [successor({ ageSeconds: 40 * 3600 })] };
    expect(judge(token)).toEqual({ outcome: "traded", successor: 1, isNew: true });
  });

  it("gives the newest successor of several again", () => {
    const lost = successor({ isSuperseded: true, ageSeconds: 40 * 3600 });
    const token = { ...fresh, successors: [lost, successor({ ageSeconds: 2 })] };
    expect(judge(token)).toEqual({ outcome: "traded", successor: 1, isNew: false });
  });

  it("is a stolen copy once a successor of it has been used", () => {
    const token = { ...fresh, successors: [successor({ isUsed: true })] };
    expect(judge(token)).toEqual({ outcome: "stolen" });
  });

  it("is a stolen copy, or its owner's, once another one took its place", () => {
    expect(judge({ ...fresh, isSuperseded: true })).toEqual({ outcome: "stolen" });
  });

  it.each([{ isRevoked: true }, { isExpired: true }])("is refused when %o", (ended) => {
    const token = { ...fresh, ...ended, successors: [successor({ isUsed: true })] };
    expect(judge(token)).toEqual({ outcome: "refused" });
  });
});

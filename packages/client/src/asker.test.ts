import { beforeEach, describe, expect, it } from "vitest";
import { createAsker, timing } from "./asker.ts";
import { frames, play, restored, type Turn } from "./test/story.ts";
import type { Want } from "./wants.ts";

const turn: Turn = {
  attempts: [{ pieces: ["one ", "two ", "three"], checkpoint: 0 }],
  end: "failed",
  cut: false,
  kind: "text",
};
const [accepted, first, , third] = frames(0, turn);
const failed = frames(0, turn).at(-1);
const list = (...some: (typeof accepted)[]) => some.filter((one) => one !== undefined);
const withHole = play(list(restored([]), accepted, first, third));
const withEnd = play(list(restored([]), accepted, first, failed));
const growing = play(list(restored([]), accepted, first));

let time = 0;
let asked: Want[] = [];
const asker = () =>
  createAsker({
    resume: (want) => asked.push(want),
    read: (want) => asked.push(want),
    now: () => time,
  });

beforeEach(() => {
  time = 0;
  asked = [];
});

describe("the asker", () => {
  it("asks at once for a hole, and once", () => {
    const { look } = asker();
    look(withHole);
    look(withHole);
    expect(asked).toEqual([{ type: "resume", message_id: "a0", attempt: 1, offset: 4 }]);
  });

  it("asks again when nothing came, more and more seldom, and never gives up", () => {
    const { look } = asker();
    const times: number[] = [];
    const hour = 60 * timing.maxRetry;
    for (time = 0; time < hour; time += 1_000) {
      const before = asked.length;
      look(withEnd);
      if (asked.length > before) times.push(time);
    }
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(pauses.slice(0, 5)).toEqual([6_000, 12_000, 24_000, 48_000, timing.maxRetry]);
    expect(new Set(pauses.slice(5))).toEqual(new Set([timing.maxRetry]));
    expect(times.at(-1)).toBeGreaterThanOrEqual(hour - timing.maxRetry);
  });

  it("waits a little before it reads: what is on its way may still come", () => {
    const { look } = asker();
    look(withEnd);
    expect(asked).toEqual([]);
    time = timing.beforeRead;
    look(withEnd);
    expect(asked).toEqual([{ type: "read", chat_id: "chat", before: 3, limit: 1 }]);
  });

  it("asks after an answer that has gone quiet", () => {
    const { look } = asker();
    look(growing);
    time = timing.quiet;
    look(growing);
    expect(asked).toEqual([{ type: "resume", message_id: "a0", attempt: 1, offset: 4 }]);
  });

  it("goes on asking after a quiet answer as long as it is unfinished, at least once a minute", () => {
    const { look } = asker();
    const minutes = 30;
    for (time = 0; time < minutes * 60_000; time += 1_000) look(growing);
    expect(asked.length).toBeGreaterThanOrEqual(minutes - 1);
    expect(asked.length).toBeLessThan(minutes + 5);
  });

  it("asks anew on a new socket", () => {
    const { look, reset } = asker();
    look(withHole);
    reset();
    look(withHole);
    expect(asked).toHaveLength(2);
  });
});

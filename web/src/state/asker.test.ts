import { beforeEach, describe, expect, it } from "vitest";
import { createAsker, patience } from "./asker.ts";
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

  it("asks again when nothing came, a few times", () => {
    const { look } = asker();
    for (time = 0; time < 20 * patience.again; time += 1_000) look(withHole);
    const holes = asked.filter((_, at) => at < 4);
    expect(holes).toHaveLength(4);
    expect(asked.length).toBeLessThanOrEqual(8);
  });

  it("waits a little before it reads: what is on its way may still come", () => {
    const { look } = asker();
    look(withEnd);
    expect(asked).toEqual([]);
    time = patience.beforeRead;
    look(withEnd);
    expect(asked).toEqual([{ type: "read", chat_id: "chat", before: 3, limit: 1 }]);
  });

  it("asks after an answer that has gone quiet", () => {
    const { look } = asker();
    look(growing);
    time = patience.quiet;
    look(growing);
    expect(asked).toEqual([{ type: "resume", message_id: "a0", attempt: 1, offset: 4 }]);
  });

  it("asks anew on a new socket", () => {
    const { look, reset } = asker();
    look(withHole);
    reset();
    look(withHole);
    expect(asked).toHaveLength(2);
  });
});

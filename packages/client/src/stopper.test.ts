import { beforeEach, describe, expect, it } from "vitest";
import { createStopper, stopping } from "./stopper.ts";
import { frames, play, restored, type Turn } from "./test/story.ts";

const turn: Turn = {
  attempts: [{ pieces: ["one ", "two "], checkpoint: 0 }],
  end: "stopped",
  cut: false,
  kind: "text",
};
const all = [restored([]), ...frames(0, turn)];
const growing = play(all.slice(0, -1));
const stopped = play(all);

let time: number;
let isOpen: boolean;
let sent: string[];
let missed: string[];
let result: "asked" | "over" | "unknown" | "failed";

const stopper = () =>
  createStopper({
    send: (id) => isOpen && sent.push(`socket ${id}`) > 0,
    call: (id) => {
      sent.push(`http ${id}`);
      return Promise.resolve(result);
    },
    missed: (id) => missed.push(id),
    now: () => time,
  });

beforeEach(() => {
  time = 0;
  isOpen = true;
  sent = [];
  missed = [];
  result = "asked";
});

describe("a stop", () => {
  it("is sent once over the socket, however often it is pressed", () => {
    const { stop, asked, look } = stopper();
    stop("a0");
    stop("a0");
    look(growing);
    expect(sent).toEqual(["socket a0"]);
    expect([...asked.get()]).toEqual(["a0"]);
  });

  it("is over when the answer has ended", () => {
    const { stop, asked, look } = stopper();
    stop("a0");
    look(stopped);
    expect([...asked.get()]).toEqual([]);
  });

  it("goes over HTTP without a socket", () => {
    isOpen = false;
    stopper().stop("a0");
    expect(sent).toEqual(["http a0"]);
  });

  it("is sent again when nothing came of it, more and more seldom", () => {
    const { stop, look } = stopper();
    stop("a0");
    for (time = 0; time <= 3 * stopping.firstMs; time += 1_000) look(growing);
    expect(sent).toEqual(["socket a0", "http a0", "http a0"]);
  });

  it("is sent again over a new socket", () => {
    const { stop, look, reset } = stopper();
    stop("a0");
    reset();
    look(growing);
    expect(sent).toEqual(["socket a0", "socket a0"]);
  });

  it("is not sent again for an answer that ended while the socket was away", () => {
    const { stop, look, reset } = stopper();
    stop("a0");
    reset();
    look(stopped);
    expect(sent).toEqual(["socket a0"]);
  });

  it("asks for an end that was missed", async () => {
    isOpen = false;
    result = "over";
    stopper().stop("a0");
    await Promise.resolve();
    expect(missed).toEqual(["a0"]);
  });

  it("is given up for an answer that is not there", async () => {
    isOpen = false;
    result = "unknown";
    const { stop, asked } = stopper();
    stop("a0");
    await Promise.resolve();
    expect([...asked.get()]).toEqual([]);
  });
});

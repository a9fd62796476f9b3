import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";
import type { HeardFrame } from "./frame.ts";
import type { ClientFrame } from "./socket.ts";
import type { Call } from "./api.ts";
import { acceptedIn, acceptLimitMs, createDelivery, fitsFrame, sendOverHttp } from "./delivery.ts";
import type { Unsent } from "./unsent.ts";
import { frames, restored, stored, type Turn } from "./test/story.ts";

const turn: Turn = { attempts: [], end: null, cut: false, kind: "text" };
const message = (text = "hello"): Unsent => ({
  id: "c0",
  session: "s",
  chat: "chat",
  text,
  at: 1,
  refused: null,
});
const error = (rest: object): HeardFrame => ({
  type: "error",
  code: "budget_exhausted",
  message: "",
  session_id: "s",
  chat_id: "chat",
  timestamp: "",
  ...rest,
});

let sent: ClientFrame[];
let isOpen: boolean;
let probes: number;
const options = {
  call: () => Promise.reject(new Error("nothing goes over HTTP here")),
  clock: systemClock,
  send: (frame: ClientFrame) => isOpen && sent.push(frame) > 0,
  probe: () => void (probes += 1),
  isBlocked: () => false,
};

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  isOpen = true;
  probes = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a message over the socket", () => {
  it("is accepted when the server says so, under the id it was given", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send(message());
    expect(sent).toEqual([
      { type: "text", protocol: 2, message: "hello", chat_id: "chat", client_message_id: "c0" },
    ]);
    for (const frame of frames(0, turn)) delivery.hear(frame);
    expect(await result).toEqual({ outcome: "accepted" });
  });

  it("is accepted when a history has it", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send(message());
    delivery.hear(restored(stored(0, turn)));
    expect(await result).toEqual({ outcome: "accepted" });
  });

  it("is refused for good by the server's last word", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send(message());
    delivery.hear(error({ client_message_id: "another" }));
    delivery.hear(error({ client_message_id: "c0" }));
    expect(await result).toEqual({ outcome: "refused", code: "budget_exhausted" });
  });

  it.each([
    ["the database is away", error({ client_message_id: "c0", code: "database_unavailable" })],
    [
      "too many answers are being written",
      error({ client_message_id: "c0", code: "too_many_turns" }),
    ],
    ["too much was asked", error({ client_message_id: "c0", code: "too_many_requests" })],
    ["the sign-in has ended", error({ client_message_id: "c0", code: "token_expired" })],
    [
      "the gateway did not pass it on",
      { type: "gateway_error", message: "Too Many Requests" } as const,
    ],
  ])("is sent later when %s", async (_, frame) => {
    const delivery = createDelivery(options);
    const result = delivery.send(message());
    delivery.hear(frame);
    expect(await result).toMatchObject({ outcome: "later" });
  });

  it("is sent later when nothing is heard, and the socket is looked at", async () => {
    const result = createDelivery(options).send(message());
    await vi.advanceTimersByTimeAsync(acceptLimitMs);
    expect(await result).toEqual({ outcome: "later" });
    expect(probes).toBe(1);
  });

  it("is sent later when the socket goes or is gone", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send(message());
    delivery.interrupt();
    expect(await result).toEqual({ outcome: "later" });
    isOpen = false;
    expect(await delivery.send(message())).toEqual({ outcome: "later" });
  });
});

describe("a question in a study chat", () => {
  const studied = { lesson_version_id: "v1", hints_shown: 2 };

  it("says over the socket which lesson is open and how many hints were looked at", () => {
    void createDelivery(options).send({ ...message(), studied });
    expect(sent).toMatchObject([{ type: "text", message: "hello", ...studied }]);
  });

  it("says the same over HTTP", async () => {
    const bodies: unknown[] = [];
    const call = ((_: string, input: { body: unknown }) => {
      bodies.push(input.body);
      return Promise.resolve();
    }) as unknown as Call;
    await sendOverHttp(call, { ...message(), studied });
    expect(bodies).toEqual([
      { message: "hello", client_message_id: "c0", session_id: "s", chat_id: "chat", ...studied },
    ]);
  });
});

describe("another text for a message", () => {
  it("is an edit under its own id", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send({ ...message("better"), edits: "q0" });
    expect(sent).toEqual([
      { type: "edit", protocol: 2, message: "better", message_id: "q0", client_message_id: "c0" },
    ]);
    for (const frame of frames(0, turn)) delivery.hear(frame);
    expect(await result).toEqual({ outcome: "accepted" });
  });

  it("is refused when the talk has gone on", async () => {
    const delivery = createDelivery(options);
    const result = delivery.send({ ...message("better"), edits: "q0" });
    delivery.hear(error({ client_message_id: "c0", code: "turn_not_repeatable" }));
    expect(await result).toEqual({ outcome: "refused", code: "turn_not_repeatable" });
  });

  it("has the same limit as any message", () => {
    expect(fitsFrame({ ...message("x".repeat(12_000)), edits: "q0" })).toBe(true);
    expect(fitsFrame({ ...message("漢".repeat(12_000)), edits: "q0" })).toBe(false);
  });
});

describe("a message too large for a frame", () => {
  it("is measured in bytes of JSON, not in letters", () => {
    expect(fitsFrame(message("x".repeat(12_000)))).toBe(true);
    expect(fitsFrame(message("я".repeat(12_000)))).toBe(true);
    expect(fitsFrame(message("漢".repeat(12_000)))).toBe(false);
    expect(fitsFrame(message("\u0001".repeat(12_000)))).toBe(false);
  });
});

describe("acceptedIn", () => {
  it("finds the client ids in every frame that shows them stored", () => {
    expect(frames(0, turn).flatMap(acceptedIn)).toEqual(["c0"]);
    expect(acceptedIn(restored(stored(4, turn)))).toContain("c4");
    expect(acceptedIn({ type: "pong", timestamp: "" })).toEqual([]);
  });
});

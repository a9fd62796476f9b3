import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Call } from "./api.ts";
import { ApiError } from "./api-error.ts";
import type { JobDone } from "./frame.ts";
import { transcript } from "./select.ts";
import { Session } from "./session.ts";
import { FakePlatform } from "./test/fake-platform.ts";
import { chatId, frames, restored, stored, type Turn } from "./test/story.ts";

const turn: Turn = {
  attempts: [{ pieces: ["one ", "two"], checkpoint: 0 }],
  end: "complete",
  cut: false,
  kind: "text",
};

let platform: FakePlatform;
let done: JobDone[];
let session: Session;
let answer: (name: string) => Promise<unknown>;

const texts = (): string[] => transcript(session.state.get().chats[chatId]).map((one) => one.text);
const nextFrame = (): Promise<unknown> => vi.advanceTimersByTimeAsync(16);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  platform = new FakePlatform();
  done = [];
  answer = () => Promise.reject(new ApiError({ code: "offline", detail: "", status: 0 }));
  session = new Session({
    key: "key",
    chatId,
    call: ((name: string) => answer(name)) as Call,
    platform,
    onJobDone: (frame) => done.push(frame),
  });
});

afterEach(() => {
  session.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a session", () => {
  it("restores its chat when the socket opens, and another one when that is shown", async () => {
    platform.socket.opens();
    session.show("another");
    const asked = platform.socket.sent.map((text) => JSON.parse(text) as { chat_id: string });
    expect(asked.map((one) => one.chat_id)).toEqual([chatId, "another"]);
  });

  it("takes in frames once for each frame of the screen", async () => {
    platform.socket.opens();
    const changes: unknown[] = [];
    session.state.subscribe((state) => changes.push(state));
    for (const frame of [restored([]), ...frames(0, turn)]) platform.socket.hears(frame);
    expect(changes).toHaveLength(0);
    await nextFrame();
    expect(changes).toHaveLength(1);
    expect(texts()).toEqual(["ask 0", "one two"]);
  });

  it("sends what was written once the socket is open, and shows it once", async () => {
    const id = session.outbox.add(chatId, "ask 0");
    await nextFrame();
    platform.socket.opens();
    await nextFrame();
    expect(platform.socket.types).toEqual(["restore_chat", "text"]);
    const [accepted] = frames(0, turn);
    platform.socket.hears({ ...accepted, client_message_id: id });
    await nextFrame();
    expect(session.outbox.messages.get()).toEqual([]);
    expect(texts()).toEqual(["ask 0", ""]);
  });

  it("passes over frames it does not know, and tells of jobs that have ended", async () => {
    platform.socket.opens();
    platform.socket.hears(restored(stored(0, turn)));
    platform.socket.hears({ type: "of a newer server", chat_id: chatId });
    platform.socket.hears({ type: "job_done", job_id: "j1" });
    await nextFrame();
    expect(done.map((one) => one.job_id)).toEqual(["j1"]);
    expect(texts()).toEqual(["ask 0", "one two"]);
  });

  it("reads the dialogue over HTTP where no socket opens", async () => {
    const history = stored(0, turn);
    answer = (name) =>
      Promise.resolve(
        name === "getHistory" ? { history, message_count: 2, has_more: false } : { id: "me" },
      );
    for (let failure = 0; failure < 3; failure += 1) {
      platform.socket.close();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(session.socket.state.get()).toBe("blocked");
    expect(texts()).toEqual(["ask 0", "one two"]);
  });

  it("asks once for a dialogue while the device has no network: a copy of it may be kept", async () => {
    const asked: string[] = [];
    const offline = answer;
    answer = (name) => {
      asked.push(name);
      return offline(name);
    };
    platform.isOnline = false;
    platform.socket.close();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked.filter((name) => name === "getHistory")).toHaveLength(1);

    const history = stored(0, turn);
    answer = (name) =>
      name === "getHistory"
        ? Promise.resolve({ history, message_count: 2, has_more: false })
        : offline(name);
    session.show("another");
    session.show(chatId);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(texts()).toEqual(["ask 0", "one two"]);
    expect(session.socket.state.get()).toBe("offline");
  });

  it("opens a new socket when the service no longer takes its sign-in", async () => {
    const offline = answer;
    answer = (name) => (name === "me" ? Promise.resolve({ id: "me" }) : offline(name));
    platform.socket.opens();
    platform.socket.hears({ type: "error", code: "signed_out", chat_id: null, session_id: "key" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.isSignedOut).toBe(true);
    expect(platform.sockets).toHaveLength(2);
  });

  it("waits for the new sign-in of another tab when its own was refused on the way", async () => {
    const offline = answer;
    const refused = () =>
      Promise.reject(new ApiError({ code: "invalid_token", detail: "", status: 401 }));
    let asked = 0;
    answer = (name) => {
      if (name !== "me") return offline(name);
      asked += 1;
      return asked < 3 ? refused() : Promise.resolve({ id: "me" });
    };
    platform.socket.opens();
    platform.socket.hears({
      type: "error",
      code: "invalid_token",
      chat_id: null,
      session_id: "key",
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(3);
    expect(session.socket.state.get()).not.toBe("refused");
    expect(platform.sockets).toHaveLength(2);
  });

  it.each(["signed_out", "invalid_token"] as const)(
    "is signed out when its socket is refused with %s and no sign-in is left",
    async (code) => {
      answer = () =>
        Promise.reject(new ApiError({ code: "not_signed_in", detail: "", status: 401 }));
      platform.socket.opens();
      platform.socket.hears({ type: "error", code, chat_id: null, session_id: "key" });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(session.socket.state.get()).toBe("refused");
      expect(session.isSignedOut).toBe(true);
    },
  );
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLive, retryDelay, timing, type HeardFrame, type Live } from "./socket.ts";
import { FakeSocket, fakePage } from "@ai-learning/client/test/fake-page";

let page: ReturnType<typeof fakePage>;
let heard: HeardFrame[];
let opened: number;
let signIn: "ok" | "refused" | "unreachable";
let checks: number;
let live: Live;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  page = fakePage();
  heard = [];
  opened = 0;
  checks = 0;
  signIn = "ok";
  live = createLive({
    key: "a key",
    onFrame: (frame) => heard.push(frame),
    onOpen: () => (opened += 1),
    checkSignIn: () => {
      checks += 1;
      return Promise.resolve(signIn);
    },
  });
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const fail = async (): Promise<void> => {
  FakeSocket.last.close();
  await vi.advanceTimersByTimeAsync(4 * timing.firstRetry);
};

describe("the socket", () => {
  it("opens the session's own address on the page's host", () => {
    expect(FakeSocket.last.url).toBe("wss://example.com/ws/chat/a%20key");
    expect(live.state()).toBe("connecting");
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
    expect(opened).toBe(1);
  });

  it("hands over frames, the gateway's own among them, and nothing else", () => {
    FakeSocket.last.opens();
    FakeSocket.last.hears({ type: "pong", timestamp: "" });
    FakeSocket.last.hears({ message: "Forbidden", connectionId: "c", requestId: "r" });
    FakeSocket.last.hears("nonsense");
    expect(heard.map((one) => one.type)).toEqual(["pong", "gateway_error"]);
  });

  it("sends only while it is open", () => {
    expect(live.send({ type: "ping" })).toBe(false);
    FakeSocket.last.opens();
    expect(live.send({ type: "ping" })).toBe(true);
  });

  it("beats well within the ten minutes", async () => {
    FakeSocket.last.opens();
    await vi.advanceTimersByTimeAsync(timing.ping);
    expect(FakeSocket.last.types).toEqual(["ping"]);
    expect(timing.ping + timing.pong).toBeLessThan(10 * 60_000);
  });

  it("takes a socket that does not answer for dead", async () => {
    FakeSocket.last.opens();
    await vi.advanceTimersByTimeAsync(timing.ping + timing.pong + timing.firstRetry);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("takes any frame for an answer", async () => {
    FakeSocket.last.opens();
    await vi.advanceTimersByTimeAsync(timing.ping);
    FakeSocket.last.hears({ type: "user_chats" });
    await vi.advanceTimersByTimeAsync(timing.pong * 2);
    expect(FakeSocket.made).toHaveLength(1);
  });

  /** On a line that answers, until another socket is made. */
  async function toEndOfLife(): Promise<number> {
    const begun = Date.now();
    while (FakeSocket.made.length === 1) {
      FakeSocket.last.hears({ type: "pong" });
      await vi.advanceTimersByTimeAsync(timing.pong / 2);
    }
    return Date.now() - begun;
  }

  it("changes to a new socket before the two hours are over, and hears the old one until it is open", async () => {
    FakeSocket.last.opens();
    expect(await toEndOfLife()).toBeLessThan(2 * 60 * 60_000);
    const [old, next] = FakeSocket.made;
    old?.hears({ type: "user_chats" });
    expect(heard.at(-1)?.type).toBe("user_chats");
    expect(live.send({ type: "ping" })).toBe(true);
    expect(old?.readyState).toBe(FakeSocket.OPEN);

    next?.opens();
    expect(live.state()).toBe("open");
    expect(opened).toBe(2);
    expect(old?.readyState).toBe(3);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("keeps the old socket when a new one does not open, and tries again", async () => {
    FakeSocket.last.opens();
    await toEndOfLife();
    FakeSocket.last.close();
    expect(live.state()).toBe("open");
    expect(live.send({ type: "ping" })).toBe(true);
    await vi.advanceTimersByTimeAsync(2 * timing.firstRetry);
    expect(FakeSocket.made).toHaveLength(3);
    FakeSocket.last.opens();
    expect(FakeSocket.made[0]?.readyState).toBe(3);
  });

  it("waits for the one on its way when the old one goes meanwhile", async () => {
    FakeSocket.last.opens();
    await toEndOfLife();
    FakeSocket.made[0]?.close();
    expect(live.state()).toBe("connecting");
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
  });

  it("looks at the sign-in when the service does not take it any more, and opens anew", async () => {
    FakeSocket.last.opens();
    live.renew();
    await vi.advanceTimersByTimeAsync(4 * timing.firstRetry);
    expect(checks).toBe(1);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
  });

  it("is tried anew once somebody signed in again", async () => {
    FakeSocket.last.opens();
    signIn = "refused";
    live.renew();
    await vi.advanceTimersByTimeAsync(4 * timing.firstRetry);
    expect(live.state()).toBe("refused");
    live.revive();
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
    live.revive();
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("comes back after a loss, with everything asked for anew", async () => {
    FakeSocket.last.opens();
    FakeSocket.last.close();
    expect(live.state()).toBe("connecting");
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    FakeSocket.last.opens();
    expect(opened).toBe(2);
  });

  it("looks at the sign-in when handshakes fail, and goes on", async () => {
    await fail();
    expect(checks).toBe(0);
    expect(live.state()).toBe("offline");
    await fail();
    expect(checks).toBe(1);
    expect(FakeSocket.made).toHaveLength(3);
  });

  it("is blocked while the service answers and no socket opens, until one does", async () => {
    await fail();
    await fail();
    expect(live.state()).toBe("blocked");
    FakeSocket.last.close();
    expect(live.state()).toBe("blocked");
    await vi.advanceTimersByTimeAsync(8 * timing.firstRetry);
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
    FakeSocket.last.close();
    expect(live.state()).toBe("connecting");
  });

  it("is offline, not blocked, when the service is out of reach as well", async () => {
    await fail();
    await fail();
    signIn = "unreachable";
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(timing.longestRetry);
    expect(live.state()).toBe("offline");
  });

  it("gives up when the sign-in is over", async () => {
    signIn = "refused";
    await fail();
    await fail();
    expect(live.state()).toBe("refused");
    const made = FakeSocket.made.length;
    page.events.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(10 * timing.longestRetry);
    expect(FakeSocket.made).toHaveLength(made);
  });

  it("keeps trying while the server is out of reach", async () => {
    signIn = "unreachable";
    await fail();
    await fail();
    await vi.advanceTimersByTimeAsync(5 * timing.longestRetry);
    expect(checks).toBeGreaterThan(3);
    signIn = "ok";
    const made = FakeSocket.made.length;
    while (FakeSocket.made.length === made) await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");
  });

  it("does not wait when the network or the person is back", async () => {
    FakeSocket.last.close();
    page.events.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.last.close();
    page.visible = false;
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.made).toHaveLength(2);
    page.visible = true;
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.made).toHaveLength(3);
  });

  it("is open again when it outlived a moment without a network", () => {
    FakeSocket.last.opens();
    page.events.dispatchEvent(new Event("offline"));
    expect(live.state()).toBe("offline");
    FakeSocket.last.hears({ type: "pong" });
    expect(live.state()).toBe("open");
  });

  it("gives up a handshake that takes too long", async () => {
    await vi.advanceTimersByTimeAsync(timing.handshake + timing.longestRetry);
    expect(FakeSocket.made.length).toBeGreaterThan(1);
  });

  it("stays closed once closed", async () => {
    FakeSocket.last.opens();
    live.close();
    await vi.advanceTimersByTimeAsync(timing.longestRetry);
    expect(FakeSocket.made).toHaveLength(1);
  });
});

describe("a socket whose address has to be asked for", () => {
  let asked: PromiseWithResolvers<string>[];
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    live.close();
    FakeSocket.made = [];
    asked = [];
    live = createLive({
      key: "a key",
      onFrame: () => undefined,
      onOpen: () => (opened += 1),
      checkSignIn: () => Promise.resolve(signIn),
      addressOf: () => {
        asked.push(Promise.withResolvers<string>());
        return asked.at(-1)?.promise ?? "";
      },
    });
  });

  it("opens once it is known, and asks anew for the next", async () => {
    expect(FakeSocket.made).toHaveLength(0);
    asked[0]?.resolve("wss://api.example/$default?ticket=1");
    await settle();
    expect(FakeSocket.last.url).toBe("wss://api.example/$default?ticket=1");
    FakeSocket.last.opens();
    expect(live.state()).toBe("open");

    await fail();
    expect(asked).toHaveLength(2);
    asked[1]?.resolve("wss://api.example/$default?ticket=2");
    await settle();
    expect(FakeSocket.last.url).toContain("ticket=2");
  });

  it("does not ask twice while it waits", async () => {
    page.events.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(timing.longestRetry);
    expect(asked).toHaveLength(1);
  });

  it("takes an address that is not given for a failed handshake", async () => {
    signIn = "refused";
    while (live.state() !== "refused") {
      asked.at(-1)?.reject(new Error("no ticket"));
      await vi.advanceTimersByTimeAsync(timing.firstRetry);
    }
    expect(asked).toHaveLength(2);
    expect(FakeSocket.made).toHaveLength(0);
  });

  it("opens nothing with an address that comes after it was closed", async () => {
    live.close();
    asked[0]?.resolve("wss://api.example/$default?ticket=1");
    await settle();
    expect(FakeSocket.made).toHaveLength(0);
  });
});

describe("retryDelay", () => {
  it("grows, with full jitter, up to its limit", () => {
    expect(retryDelay(0, 1)).toBe(timing.firstRetry);
    expect(retryDelay(3, 0.5)).toBe(timing.firstRetry * 4);
    expect(retryDelay(50, 1)).toBe(timing.longestRetry);
    expect(retryDelay(50, 0)).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveSocket, reconnecting, timing, type LiveSocketOptions } from "./socket.ts";
import type { HeardFrame } from "./frame.ts";
import { FakePlatform } from "./test/fake-platform.ts";

let platform: FakePlatform;
let heard: HeardFrame[];
let opened: number;
let signIn: "ok" | "refused" | "unreachable";
/** When the sign-in was looked at. */
let checkedAt: number[];
let live: LiveSocket;

const open = (options: Partial<LiveSocketOptions> = {}): LiveSocket =>
  new LiveSocket({
    key: "a key",
    platform,
    onFrame: (frame) => heard.push(frame),
    onOpen: () => (opened += 1),
    checkSignIn: () => {
      checkedAt.push(Date.now());
      return Promise.resolve(signIn);
    },
    ...options,
  });

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  platform = new FakePlatform();
  heard = [];
  opened = 0;
  checkedAt = [];
  signIn = "ok";
  live = open();
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const fail = async (): Promise<void> => {
  platform.socket.close();
  await vi.advanceTimersByTimeAsync(4 * reconnecting.firstMs);
};

describe("the socket", () => {
  it("opens the session's own address on the page's host", () => {
    expect(platform.socket.url).toBe("wss://example.com/ws/chat/a%20key");
    expect(live.state.get()).toBe("connecting");
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
    expect(opened).toBe(1);
  });

  it("hands over frames, the gateway's own among them, and nothing else", () => {
    platform.socket.opens();
    platform.socket.hears({ type: "pong", timestamp: "" });
    platform.socket.hears({ message: "Forbidden", connectionId: "c", requestId: "r" });
    platform.socket.hears("nonsense");
    expect(heard.map((one) => one.type)).toEqual(["pong", "gateway_error"]);
  });

  it("sends only while it is open", () => {
    expect(live.send({ type: "ping" })).toBe(false);
    platform.socket.opens();
    expect(live.send({ type: "ping" })).toBe(true);
  });

  it("beats well within the ten minutes", async () => {
    platform.socket.opens();
    await vi.advanceTimersByTimeAsync(timing.ping);
    expect(platform.socket.types).toEqual(["ping"]);
    expect(timing.ping + timing.pong).toBeLessThan(10 * 60_000);
  });

  it("takes a socket that does not answer for dead", async () => {
    platform.socket.opens();
    await vi.advanceTimersByTimeAsync(timing.ping + timing.pong + reconnecting.firstMs);
    expect(platform.sockets).toHaveLength(2);
  });

  it("takes any frame for an answer", async () => {
    platform.socket.opens();
    await vi.advanceTimersByTimeAsync(timing.ping);
    platform.socket.hears({ type: "user_chats" });
    await vi.advanceTimersByTimeAsync(timing.pong * 2);
    expect(platform.sockets).toHaveLength(1);
  });

  /** On a line that answers, until another socket is made. */
  async function toEndOfLife(): Promise<number> {
    const begun = Date.now();
    while (platform.sockets.length === 1) {
      platform.socket.hears({ type: "pong" });
      await vi.advanceTimersByTimeAsync(timing.pong / 2);
    }
    return Date.now() - begun;
  }

  it("changes to a new socket before the two hours are over, and hears the old one until it is open", async () => {
    platform.socket.opens();
    expect(await toEndOfLife()).toBeLessThan(2 * 60 * 60_000);
    const [old, next] = platform.sockets;
    old?.hears({ type: "user_chats" });
    expect(heard.at(-1)?.type).toBe("user_chats");
    expect(live.send({ type: "ping" })).toBe(true);
    expect(old?.readyState).toBe(1);

    next?.opens();
    expect(live.state.get()).toBe("open");
    expect(opened).toBe(2);
    expect(old?.readyState).toBe(3);
    expect(platform.sockets).toHaveLength(2);
  });

  it("keeps the old socket when a new one does not open, and tries again", async () => {
    platform.socket.opens();
    await toEndOfLife();
    platform.socket.close();
    expect(live.state.get()).toBe("open");
    expect(live.send({ type: "ping" })).toBe(true);
    await vi.advanceTimersByTimeAsync(2 * reconnecting.firstMs);
    expect(platform.sockets).toHaveLength(3);
    platform.socket.opens();
    expect(platform.sockets[0]?.readyState).toBe(3);
  });

  it("waits for the one on its way when the old one goes meanwhile", async () => {
    platform.socket.opens();
    await toEndOfLife();
    platform.sockets[0]?.close();
    expect(live.state.get()).toBe("connecting");
    await vi.advanceTimersByTimeAsync(reconnecting.firstMs);
    expect(platform.sockets).toHaveLength(2);
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
  });

  it("looks at the sign-in when the service does not take it any more, and opens anew", async () => {
    platform.socket.opens();
    live.reopen(true);
    await vi.advanceTimersByTimeAsync(4 * reconnecting.firstMs);
    expect(checkedAt).toHaveLength(1);
    expect(platform.sockets).toHaveLength(2);
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
  });

  it("is tried anew once somebody signed in again", async () => {
    platform.socket.opens();
    signIn = "refused";
    live.reopen(true);
    await vi.advanceTimersByTimeAsync(4 * reconnecting.firstMs);
    expect(live.state.get()).toBe("refused");
    live.revive();
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
    live.revive();
    expect(platform.sockets).toHaveLength(2);
  });

  it("comes back after a loss, with everything asked for anew", async () => {
    platform.socket.opens();
    platform.socket.close();
    expect(live.state.get()).toBe("connecting");
    await vi.advanceTimersByTimeAsync(reconnecting.firstMs);
    platform.socket.opens();
    expect(opened).toBe(2);
  });

  it("looks at the sign-in when handshakes fail, and goes on", async () => {
    await fail();
    expect(checkedAt).toHaveLength(0);
    expect(live.state.get()).toBe("offline");
    await fail();
    expect(checkedAt).toHaveLength(1);
    expect(platform.sockets).toHaveLength(3);
  });

  it("is blocked while the service answers and no socket opens, until one does", async () => {
    await fail();
    await fail();
    expect(live.state.get()).toBe("blocked");
    platform.socket.close();
    expect(live.state.get()).toBe("blocked");
    await vi.advanceTimersByTimeAsync(8 * reconnecting.firstMs);
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
    platform.socket.close();
    expect(live.state.get()).toBe("connecting");
  });

  it("is offline, not blocked, when the service is out of reach as well", async () => {
    await fail();
    await fail();
    signIn = "unreachable";
    platform.socket.close();
    await vi.advanceTimersByTimeAsync(reconnecting.maxMs);
    expect(live.state.get()).toBe("offline");
  });

  it("gives up when the sign-in is over", async () => {
    signIn = "refused";
    await fail();
    await fail();
    expect(live.state.get()).toBe("refused");
    const made = platform.sockets.length;
    platform.tell("online");
    await vi.advanceTimersByTimeAsync(10 * reconnecting.maxMs);
    expect(platform.sockets).toHaveLength(made);
  });

  it("keeps trying while the server is out of reach", async () => {
    signIn = "unreachable";
    await fail();
    await fail();
    await vi.advanceTimersByTimeAsync(5 * reconnecting.maxMs);
    expect(checkedAt.length).toBeGreaterThan(3);
    signIn = "ok";
    const made = platform.sockets.length;
    while (platform.sockets.length === made) await vi.advanceTimersByTimeAsync(1_000);
    platform.socket.opens();
    expect(live.state.get()).toBe("open");
  });

  it("does not wait when the network or the person is back", async () => {
    platform.socket.close();
    platform.tell("online");
    await vi.advanceTimersByTimeAsync(0);
    expect(platform.sockets).toHaveLength(2);
    platform.socket.close();
    platform.isVisible = false;
    platform.tell("visible");
    await vi.advanceTimersByTimeAsync(0);
    expect(platform.sockets).toHaveLength(2);
    platform.isVisible = true;
    platform.tell("visible");
    await vi.advanceTimersByTimeAsync(0);
    expect(platform.sockets).toHaveLength(3);
  });

  it("is open again when it outlived a moment without a network", () => {
    platform.socket.opens();
    platform.tell("offline");
    expect(live.state.get()).toBe("offline");
    platform.socket.hears({ type: "pong" });
    expect(live.state.get()).toBe("open");
  });

  it("gives up a handshake that takes too long", async () => {
    await vi.advanceTimersByTimeAsync(timing.handshake + reconnecting.maxMs);
    expect(platform.sockets.length).toBeGreaterThan(1);
  });

  it("waits longer after every failure, up to the limit", async () => {
    signIn = "unreachable";
    await fail();
    await fail();
    await vi.advanceTimersByTimeAsync(20 * reconnecting.maxMs);
    const delays = checkedAt.slice(1).map((at, index) => at - (checkedAt[index] ?? 0));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBeLessThan(reconnecting.maxMs);
    expect(delays.at(-1)).toBe(reconnecting.maxMs);
  });

  it("stays closed once closed", async () => {
    platform.socket.opens();
    live.close();
    await vi.advanceTimersByTimeAsync(reconnecting.maxMs);
    expect(platform.sockets).toHaveLength(1);
  });
});

describe("a socket whose address has to be asked for", () => {
  let asked: PromiseWithResolvers<string>[];
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    live.close();
    platform = new FakePlatform();
    asked = [];
    platform.socketUrl = () => {
      const url = Promise.withResolvers<string>();
      asked.push(url);
      return url.promise;
    };
    live = open();
  });

  it("opens once it is known, and asks anew for the next", async () => {
    expect(platform.sockets).toHaveLength(0);
    asked[0]?.resolve("wss://api.example/$default?ticket=1");
    await settle();
    expect(platform.socket.url).toBe("wss://api.example/$default?ticket=1");
    platform.socket.opens();
    expect(live.state.get()).toBe("open");

    await fail();
    expect(asked).toHaveLength(2);
    asked[1]?.resolve("wss://api.example/$default?ticket=2");
    await settle();
    expect(platform.socket.url).toContain("ticket=2");
  });

  it("does not ask twice while it waits", async () => {
    platform.tell("online");
    await vi.advanceTimersByTimeAsync(reconnecting.maxMs);
    expect(asked).toHaveLength(1);
  });

  it("takes an address that is not given for a failed handshake", async () => {
    signIn = "refused";
    while (live.state.get() !== "refused") {
      asked.at(-1)?.reject(new Error("no ticket"));
      await vi.advanceTimersByTimeAsync(reconnecting.firstMs);
    }
    expect(asked).toHaveLength(2);
    expect(platform.sockets).toHaveLength(0);
  });

  it("opens nothing with an address that comes after it was closed", async () => {
    live.close();
    asked[0]?.resolve("wss://api.example/$default?ticket=1");
    await settle();
    expect(platform.sockets).toHaveLength(0);
  });
});

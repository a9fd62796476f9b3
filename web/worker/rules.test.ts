// What is kept for reading without a network, under which name and for how long.
import { describe, expect, it } from "vitest";
import { changeBy, keptAs, maxAgeMs, surplusOf } from "./rules.ts";

const url = (path: string): URL => new URL(path, "https://site.test");
const id = "0199c5a2-0000-7000-8000-000000000001";
const now = Date.UTC(2026, 10, 28);

describe("an answer", () => {
  it.each([
    ["/api/auth/me", "account"],
    ["/api/auth/me/usage", "account"],
    ["/api/ai/user-config", "account"],
    ["/api/tracks", "overview"],
    ["/api/learning/today", "overview"],
    [`/api/tracks/${id}`, "course"],
    [`/api/chat/sessions/${id}/chats`, "course"],
    [`/api/learning/modules/${id}`, "text"],
    [`/api/learning/lessons/${id}`, "text"],
    [`/api/learning/lessons/${id}?version=2`, "text"],
  ])("is kept of %s, as %s, under its own address", (path, kind) => {
    expect(keptAs("GET", url(path))).toMatchObject({ kind, key: path, isWhole: true });
  });

  it.each([
    "/api/auth/me/export",
    "/api/ai/default-config",
    "/api/calendar",
    "/api/calendar/secret-feed",
    `/api/jobs/${id}`,
    `/api/tracks/${id}/revisions`,
    `/api/tracks/${id}/markdown`,
    `/api/chat/chats/${id}/messages`,
    "/api/chat/sessions",
    "/api/tracks/",
    "/tracks",
  ])("is not kept of %s", (path) => {
    expect(keptAs("GET", url(path))).toBeUndefined();
  });

  it.each(["POST", "PUT", "DELETE", "HEAD"])("to a %s is never kept", (method) => {
    expect(keptAs(method, url(`/api/tracks/${id}`))).toBeUndefined();
    expect(keptAs(method, url("/api/auth/me"))).toBeUndefined();
  });

  it("says who is signed in only where it is the user's own", () => {
    expect(keptAs("GET", url("/api/auth/me"))?.isUser).toBe(true);
    expect(keptAs("GET", url("/api/auth/me/usage"))?.isUser).toBe(false);
  });
});

describe("a chat", () => {
  const path = `/api/chat/chats/${id}/history`;

  it("has one copy, whichever device's key it is asked for by", () => {
    const one = keptAs("GET", url(`${path}?session_id=a&limit=100`));
    const other = keptAs("GET", url(`${path}?session_id=b&limit=20`));

    expect(one?.key).toBe(path);
    expect(other?.key).toBe(path);
  });

  it("is kept when it was asked for as a whole, so that a few new messages do not take its place", () => {
    expect(keptAs("GET", url(`${path}?limit=100`))?.isWhole).toBe(true);
    expect(keptAs("GET", url(`${path}?limit=20`))?.isWhole).toBe(false);
    expect(keptAs("GET", url(path))?.isWhole).toBe(false);
  });

  it("is not kept page by page", () => {
    expect(keptAs("GET", url(`${path}?before=40&limit=100`))).toBeUndefined();
  });
});

describe("a change", () => {
  it.each([
    ["POST", "/api/auth/login", "begins"],
    ["POST", "/api/auth/register", "begins"],
    ["POST", "/api/auth/guest-login", "begins"],
    ["POST", "/api/auth/logout", "ends"],
    ["POST", "/api/auth/logout-everywhere", "ends"],
    ["DELETE", "/api/auth/me", "ends"],
    ["DELETE", `/api/tracks/${id}`, "deletes"],
  ])("by %s %s is one that %s", (method, path, change) => {
    expect(changeBy(method, url(path))).toBe(change);
  });

  it.each([
    ["GET", "/api/auth/me"],
    ["PUT", "/api/auth/me"],
    ["POST", "/api/auth/refresh"],
    ["POST", "/api/auth/ticket"],
    ["PUT", `/api/tracks/${id}`],
    ["POST", "/api/ai/chat-response"],
  ])("is none by %s %s", (method, path) => {
    expect(changeBy(method, url(path))).toBeUndefined();
  });
});

describe("what has to go", () => {
  const chat = (n: number) => ({
    key: `/api/chat/chats/${String(n)}/history`,
    at: now - n * 1_000,
  });

  it("is nothing among sixty chats and lessons", () => {
    const chats = Array.from({ length: 59 }, (_, n) => chat(n));
    const copies = [...chats, { key: `/api/learning/lessons/${id}?version=1`, at: now }];

    expect(surplusOf(copies, now)).toEqual([]);
  });

  it("is the oldest of more than sixty, in whatever order they come", () => {
    const chats = Array.from({ length: 62 }, (_, n) => chat(n)).toSorted(() => -1);

    expect(surplusOf(chats, now).toSorted()).toEqual([chat(60).key, chat(61).key]);
  });

  it("is no track because of the chats", () => {
    const chats = Array.from({ length: 60 }, (_, n) => chat(n));
    const track = { key: `/api/tracks/${id}`, at: now - 1_000_000 };

    expect(surplusOf([...chats, track, { key: "/api/auth/me", at: now }], now)).toEqual([]);
  });

  it("is what was loaded more than thirty days ago, what has no date, and what no rule knows", () => {
    const old = { key: "/api/tracks", at: now - maxAgeMs - 1 };
    const undated = { key: "/api/learning/today", at: Number.NaN };
    const unknown = { key: "/api/of-an-older-build", at: now };
    const last = { key: "/api/auth/me", at: now - maxAgeMs };

    expect(surplusOf([old, undated, unknown, last], now).toSorted()).toEqual(
      [old.key, undated.key, unknown.key].toSorted(),
    );
  });
});

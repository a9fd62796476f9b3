import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paths } from "@ai-learning/protocol/paths";
import { answerLimitMs, createCall, type ApiOptions } from "./api.ts";
import { systemClock } from "./clock.ts";

let needed: number;
const calls = (fetch: ApiOptions["fetch"]) =>
  createCall({ paths, fetch, clock: systemClock, onSignInNeeded: () => (needed += 1) });
const answers = (status: number, body: string) => () =>
  Promise.resolve(new Response(body, { status }));
/** Never answers, and gives up when it is told to, as `fetch` does. */
const silent: ApiOptions["fetch"] = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason));
  });

beforeEach(() => {
  vi.useFakeTimers();
  needed = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a call", () => {
  it("fills the path and the query of its route", async () => {
    const asked: string[] = [];
    const call = calls((path, init) => {
      asked.push(`${init.method ?? ""} ${path}`);
      return answers(200, "{}")();
    });
    await call("getHistory", {
      params: { id: "a/b" },
      query: { session_id: "s", limit: 5 },
    });
    expect(asked).toEqual(["GET /api/chat/chats/a%2Fb/history?session_id=s&limit=5"]);
  });

  it("says that a sign-in is needed, and then fails", async () => {
    await expect(calls(answers(401, ""))("me")).rejects.toMatchObject({ code: "not_signed_in" });
    expect(needed).toBe(1);
  });

  it("fails with a code of its own when no answer comes, or no JSON", async () => {
    const off = calls(() => Promise.reject(new TypeError("fetch failed")));
    await expect(off("me")).rejects.toMatchObject({ code: "offline", status: 0 });
    await expect(calls(answers(200, "<h1>"))("me")).rejects.toMatchObject({ code: "bad_answer" });
  });

  it("waits for an answer only for so long", async () => {
    const error = calls(silent)("me").catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(answerLimitMs);
    expect(await error).toMatchObject({ code: "offline" });
  });

  it("throws the reason of the signal that ended it", async () => {
    const abort = new AbortController();
    const call = calls(silent)("me", { signal: abort.signal });
    abort.abort(new Error("left"));
    await expect(call).rejects.toThrow("left");
    await expect(calls(silent)("me", { signal: abort.signal })).rejects.toThrow("left");
  });
});

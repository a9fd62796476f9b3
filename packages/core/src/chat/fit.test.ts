import type { HistoryItem } from "@ai-learning/protocol/chat";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, cutToBytes, jsonBytes, newestThatFit } from "./fit.ts";

const item = (position: number, content: string): HistoryItem => ({
  id: `m${position}`,
  chat_id: "c",
  sender: position % 2 === 0 ? "ai" : "user",
  content,
  message_type: "text",
  timestamp: "2026-01-01T00:00:00.000000Z",
  ai_model_used: null,
  tokens_used: 0,
  position,
  status: "complete",
  attempt: 0,
  revision: 0,
  reply_to: null,
  client_message_id: null,
  error_code: null,
});

describe("cut", () => {
  it("never splits a surrogate pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, length) => {
        const piece = cut(text, length);
        expect(piece.isWellFormed()).toBe(true);
        expect(text.startsWith(piece)).toBe(true);
        expect(piece.length).toBeLessThanOrEqual(Math.max(length, 0));
      }),
    );
  });
});

describe("cutToBytes", () => {
  it("keeps the longest beginning whose JSON fits", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 2, max: 200 }),
        (text, max) => {
          const piece = cutToBytes(text, max);
          expect(jsonBytes(piece)).toBeLessThanOrEqual(max);
          expect(piece.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe("newestThatFit", () => {
  it("keeps everything that fits", () => {
    const items = [item(1, "a"), item(2, "b")];
    expect(newestThatFit(items, 10_000)).toEqual({ kept: items, dropped: false });
  });

  it("drops the oldest first and stays under the limit", () => {
    const items = Array.from({ length: 50 }, (_, at) => item(at + 1, "x".repeat(at * 40)));
    const { kept, dropped } = newestThatFit(items, 8_000);
    expect(dropped).toBe(true);
    expect(kept.at(-1)?.position).toBe(50);
    expect(jsonBytes(kept)).toBeLessThanOrEqual(8_000);
  });

  it("cuts a single message that is larger than the limit and says so", () => {
    const { kept } = newestThatFit([item(1, "old"), item(2, "я".repeat(90_000))], 20_000);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.truncated).toBe(true);
    expect(jsonBytes(kept)).toBeLessThanOrEqual(20_000);
  });

  it("has nothing to say about an empty history", () => {
    expect(newestThatFit([], 100)).toEqual({ kept: [], dropped: false });
  });
});

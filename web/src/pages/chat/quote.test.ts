import { limits } from "@ai-learning/protocol/limits";
import { describe, expect, it } from "vitest";
import { quoteOf } from "./quoted.ts";
import { withQuote } from "./quote.ts";

describe("a question about a passage", () => {
  it("has the passage above it as a Markdown quote, line by line", () => {
    expect(withQuote("one\n\ntwo", "Why?")).toBe("> one\n>\n> two\n\nWhy?");
  });

  it("is itself without a passage", () => {
    expect(withQuote(null, "Why?")).toBe("Why?");
  });

  it("shortens the passage and never the question where both are too long", () => {
    const question = "q".repeat(limits.messageChars - 100);
    const message = withQuote("p".repeat(1_000), question);
    expect(message).toHaveLength(limits.messageChars);
    expect(message.endsWith(`…\n\n${question}`)).toBe(true);
    const full = "q".repeat(limits.messageChars);
    expect(withQuote("passage", full)).toBe(full);
  });

  it("is read back as passage and question", () => {
    expect(quoteOf(withQuote("one\n\ntwo", "Why?\n\nSo?"))).toEqual({
      passage: "one\n\ntwo",
      question: "Why?\n\nSo?",
    });
  });

  it("is no quote where the whole message begins with the sign, or has none", () => {
    expect(quoteOf("> 5 is what I mean")).toBeNull();
    expect(quoteOf("a\n> b\n\nc")).toBeNull();
  });
});

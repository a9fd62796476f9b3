import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SpokenText, withoutThoughts } from "./thoughts.ts";

describe("withoutThoughts", () => {
  it.each([
    ["no thoughts", "Hello", "Hello"],
    ["white space before the answer as it is", "\n Hello", "\n Hello"],
    ["a thought before the answer", "<think>\nhm\n</think>\n\nHello", "Hello"],
    [
      "several thoughts, in other words and cases",
      "<Thinking>a</Thinking> <think>b</think>Hello",
      "Hello",
    ],
    ["a thought that is never closed", "<think>hm, Hello", ""],
    ["an empty thought", "<think></think>Hello", "Hello"],
    ["a tag that is none", "<thin>Hello", "<thin>Hello"],
    ["what may become a tag at its end", "<thi", "<thi"],
    [
      "a tag in the middle, which is the answer's own",
      "Write <think>a</think>",
      "Write <think>a</think>",
    ],
  ])("takes out %s", (_, text, said) => {
    expect(withoutThoughts(text)).toBe(said);
  });
});

it("the pieces in which a text comes change nothing of what is said", () => {
  const part = fc.constantFrom("<think>", "</think>", "<th", "ink>", "hm ", "\n", "Hello", "🎉");
  fc.assert(
    fc.property(fc.array(part), fc.nat(5), (parts, size) => {
      const text = parts.join("");
      const spoken = new SpokenText();
      let said = "";
      for (let at = 0; at < text.length; at += size + 1)
        said += spoken.push(text.slice(at, at + size + 1));
      expect(said + spoken.end()).toBe(withoutThoughts(text));
    }),
  );
});

it("is thinking from the opening tag to the closing one", () => {
  const spoken = new SpokenText();
  const states = ["<thi", "nk>", "hm", "</think", ">", "Hi"].map((piece) => {
    spoken.push(piece);
    return spoken.isThinking;
  });
  expect(states).toEqual([false, true, true, true, false, false]);
});

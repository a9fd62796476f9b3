import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { PromptMessage } from "../prompts/message.ts";
import { fit } from "./fit.ts";
import { promptTokens } from "./usage.ts";

const system: PromptMessage = { role: "system", content: "s".repeat(400) };
const dialogueOf = (sizes: readonly number[]): PromptMessage[] =>
  sizes.map((size, at) => ({
    role: at % 2 === 0 ? "user" : "assistant",
    content: "x".repeat(size),
  }));

it("what fits is inside the window, begins with the learner, ends with the last message, and alternates", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(900), fc.nat(900)), { maxLength: 20 }),
      fc.nat(900),
      fc.integer({ min: 1, max: 4000 }),
      fc.integer({ min: 1, max: 2000 }),
      (pairs, last, window, maxTokens) => {
        const messages = [system, ...dialogueOf([...pairs.flat(), last])];
        const fitted = fit(messages, maxTokens, window);
        const least = promptTokens([system, ...messages.slice(-1)]);
        expect(fitted === null).toBe(window - least < Math.min(64, maxTokens));
        if (fitted === null) return;
        const kept = fitted.messages;
        expect(promptTokens(kept) + fitted.maxTokens).toBeLessThanOrEqual(window);
        expect(kept).toEqual([system, ...messages.slice(1 + fitted.leftOut)]);
        expect(kept[1]?.role).toBe("user");
        expect(fitted.maxTokens).toBeGreaterThanOrEqual(
          Math.min(maxTokens, Math.ceil((window - least) / 2)),
        );
      },
    ),
  );
});

it("a dialogue that fits is kept whole, with the answer as long as it was wanted", () => {
  const messages = [system, ...dialogueOf([40, 40, 40])];
  expect(fit(messages, 100, 1_000)).toEqual({ messages, maxTokens: 100, leftOut: 0 });
});

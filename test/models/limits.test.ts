// The limits of a call fit into what surrounds them.
import { functions } from "@ai-learning/functions/manifest";
import { limits } from "@ai-learning/core/model/limits";
import { streaming } from "@ai-learning/core/model/guarded-fetch";
import { expect, test } from "vitest";

const timeoutMs = (name: string): number =>
  1_000 * (functions.find((one) => one.name === name)?.timeoutSeconds ?? 0);

test("all calls of a turn end well before the function that makes them", () => {
  expect(limits.answerMs).toBeLessThanOrEqual(timeoutMs("generate") - 60_000);
});

test("a call's own limits pass before those of the connection to a user's model", () => {
  expect(streaming.totalMs).toBeGreaterThan(limits.answerMs);
  expect(streaming.silenceMs).toBeGreaterThan(Math.max(limits.headersMs, limits.silenceMs));
  expect(streaming.maxBytes).toBeGreaterThan(limits.maxAnswerBytes);
});

test("a model that is being loaded is waited for longer than one that falls silent", () => {
  expect(limits.headersMs).toBe(120_000);
  expect(limits.silenceMs).toBeLessThan(limits.headersMs);
});

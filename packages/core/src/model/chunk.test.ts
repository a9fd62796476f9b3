import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readChunk } from "./chunk.ts";

it.each([
  ["a delta", { choices: [{ delta: { content: "Hi" } }] }, "Hi"],
  ["a whole message", { choices: [{ message: { content: "Hi" } }] }, "Hi"],
  [
    "parts",
    { choices: [{ delta: { content: [{ type: "text", text: "H" }, "i", { type: "image" }] } }] },
    "Hi",
  ],
  ["null", { choices: [{ delta: { content: null } }] }, ""],
  ["a number", { choices: [{ delta: { content: 7 } }] }, ""],
  ["NUL characters", { choices: [{ delta: { content: "H\0i" } }] }, "Hi"],
])("the text of %s", (_, value, text) => {
  expect(readChunk(value).text).toBe(text);
});

it.each([
  ["an object", { error: { message: "m" } }],
  ["a text", { error: "m" }],
  ["an object that calls itself an error", { object: "error", message: "m" }],
  ["a detail", { detail: "m" }],
  ["a message alone", { message: "m", code: 1 }],
])("an error is found as %s", (_, value) => {
  expect(readChunk(value).error).toBeDefined();
});

it.each([
  ["null", { choices: [], error: null }],
  ["beside an answer's detail", { choices: [{ delta: { content: "Hi" } }], detail: "m" }],
])("no error is found in %s", (_, value) => {
  expect(readChunk(value).error).toBeUndefined();
});

it("token counts that are none are not taken for nothing", () => {
  expect(readChunk({ usage: {} }).usage).toBeNull();
  expect(readChunk({ usage: { prompt_tokens: "many" } }).usage).toBeNull();
  expect(readChunk({ usage: { prompt_tokens: 3, completion_tokens: -1 } }).usage).toMatchObject({
    prompt: 3,
    completion: 0,
  });
});

it("no value makes it throw", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom("choices", "error", "usage", "model"),
      (value, key) => {
        expect(() =>
          readChunk({
            choices: [{ delta: value, message: value, finish_reason: value }],
            [key]: value,
          }),
        ).not.toThrow();
      },
    ),
  );
});

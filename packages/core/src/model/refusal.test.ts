import { describe, expect, it } from "vitest";
import { meaningOf } from "./meaning.ts";
import { readRefusal } from "./refusal.ts";

const none = new Headers();
const read = (body: unknown, status = 400) =>
  readRefusal(status, none, typeof body === "string" ? body : JSON.stringify(body));

describe("what a refusal objects to", () => {
  it.each([
    [
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: "max_tokens",
        },
      },
      "max_tokens",
    ],
    [
      { error: { message: "Only the default (1) value is supported", param: "temperature" } },
      "temperature",
    ],
    [{ object: "error", message: "System role not supported" }, "system"],
    [
      { detail: [{ loc: ["body", "messages", 0, "role"], msg: "Input should be 'user'" }] },
      "system",
    ],
    [{ message: "Developer instruction is not enabled for models/gemma-3" }, "system"],
    [{ error: "roles must alternate between user and assistant" }, "system"],
    [
      {
        error: {
          message: "Your organization must be verified to stream this model",
          param: "stream",
        },
      },
      "stream",
    ],
    ["json: unknown field stream_options", "stream_options"],
    [
      { error: { message: "Invalid parameter: response_format json_schema is not supported" } },
      "json_schema",
    ],
    [{ error: { message: "response_format.type json_object is not supported" } }, "json_object"],
  ] as const)("is an option: %j", (body, option) => {
    expect(meaningOf(read(body), true)).toEqual({ kind: "unsupported", option });
  });

  it.each([
    [
      {
        error: {
          message:
            "This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens.",
          code: "context_length_exceeded",
        },
      },
      400,
      4096,
    ],
    [
      {
        object: "error",
        message:
          "'max_tokens' or 'max_completion_tokens' is too large: 1500. This model's maximum context length is 2048 tokens and your request has 900 input tokens",
      },
      400,
      2048,
    ],
    [{ error: "prompt too long; exceeded max context length by 120 tokens" }, 500, null],
    [
      {
        error: {
          message: "the request exceeds the available context size, try increasing it",
          type: "exceed_context_size_error",
          n_ctx: 4096,
        },
      },
      400,
      4096,
    ],
    [
      {
        error:
          "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 1900 `inputs` tokens and 1000 `max_new_tokens`",
      },
      422,
      2048,
    ],
    [
      {
        message:
          "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
      },
      400,
      32768,
    ],
    [{ error: { message: "prompt is too long: 210000 tokens > 200000 maximum" } }, 400, 200000],
    [
      {
        error: {
          message:
            "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        },
      },
      400,
      1048576,
    ],
    ["", 413, null],
  ] as const)("is the window: %j", (body, status, window) => {
    expect(meaningOf(read(body, status), false)).toEqual({ kind: "too_long", window });
  });

  it("is the length of the answer", () => {
    const body = {
      error: {
        message:
          "max_tokens is too large: 5000. This model supports at most 4096 completion tokens",
        param: "max_tokens",
      },
    };
    expect(meaningOf(read(body), false)).toEqual({ kind: "answer_too_long", limit: 4096 });
  });

  it.each([
    ["a key", { error: { message: "Incorrect API key provided" } }, 400, "other"],
    ["a model", { error: { message: "The model `x` does not exist" } }, 400, "other"],
    [
      "what was said",
      {
        error: {
          message: "content management policy: temperature is not allowed",
          code: "content_filter",
        },
      },
      400,
      "other",
    ],
    ["nothing we understand", { code: 1210, message: "参数错误" }, 400, "unknown"],
    ["being busy", { error: { message: "temperature is not supported" } }, 429, "other"],
  ] as const)("is none of these when it is about %s", (_, body, status, kind) => {
    expect(meaningOf(read(body, status), true).kind).toBe(kind);
  });

  it("is not looked for in the request that a validation error repeats", () => {
    const body = {
      detail: [
        { loc: ["body", "top_p"], msg: "not permitted", input: { temperature: 1, stream: true } },
      ],
    };
    expect(meaningOf(read(body), true).kind).toBe("unknown");
  });
});

describe("the wait that a refusal asks for", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    [{ "retry-after": "50" }, "", 50_000],
    [{ "retry-after": "0.5" }, "", 500],
    [{ "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" }, "", 60_000],
    [{ "retry-after": "Thu, 01 Jan 2025 00:01:00 GMT" }, "", 0],
    [{ "retry-after-ms": "120", "retry-after": "9" }, "", 120],
    [{ "retry-after": "soon" }, "", null],
    [{ "retry-after": "999999999" }, "", 86_400_000],
    [{}, "Please try again in 1m2.5s.", 62_500],
    [{}, "Please try again in 250ms.", 250],
    [{}, "Slow down", null],
  ] as const)("of %j and %j is %s ms", (headers, words, ms) => {
    const body = JSON.stringify({ error: { message: words } });
    expect(readRefusal(429, new Headers(headers), body, now).retryAfterMs).toBe(ms);
  });
});

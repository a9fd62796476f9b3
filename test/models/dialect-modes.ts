// Servers that refuse how they are asked, each in its own words.
import { json, reply, stream, whole, type Asked, type Exchange } from "./exchange.ts";
import { both, type Mode } from "./mode.ts";
import { answerTokens, promptTokens } from "./tokens.ts";

/** Refuses what a request has, in these words; else answers. */
const unless =
  (has: (asked: Asked) => boolean, status: number, body: string) =>
  ({ asked, response, content }: Exchange): void => {
    if (has(asked)) reply(response, status, body);
    else if (asked.stream === true) stream(response, content);
    else reply(response, 200, whole(content));
  };

const alternates = ({ messages }: Asked): boolean => {
  const dialogue = messages[0]?.role === "system" ? messages.slice(1) : messages;
  return dialogue.every(({ role }, index) => role === (index % 2 === 0 ? "user" : "assistant"));
};

const hasSystem = ({ messages }: Asked): boolean => messages.some(({ role }) => role === "system");

const hasOptions = (asked: Asked): boolean => asked.stream_options !== undefined;

const jinja = "Conversation roles must alternate user/assistant/user/assistant/...";

/** The ways in which servers word the same 400. */
const wordings: readonly (readonly [string, number, string])[] = [
  [
    "object, message, param",
    400,
    json({ object: "error", message: "Extra inputs are not permitted", param: "stream_options" }),
  ],
  ["detail as text", 400, json({ detail: "stream_options is not supported" })],
  [
    "detail as a list",
    422,
    json({
      detail: [
        {
          type: "extra_forbidden",
          loc: ["body", "stream_options"],
          msg: "Extra inputs are not permitted",
          input: { temperature: 1, stream: true, max_tokens: 1 },
        },
      ],
    }),
  ],
  ["error as text", 400, json({ error: "json: unknown field 'stream_options'" })],
  ["plain text", 400, "Unrecognized request argument: stream_options"],
  ["a page", 400, "<html><body><h1>400</h1>unknown parameter <b>stream_options</b></body></html>"],
  ["no words we know", 400, json({ code: 1210, message: "参数错误" })],
  ["nothing", 400, ""],
];

const small = 2_000;

/** A window of so many tokens, with each server's words for a request that does not fit. */
const windowed =
  (status: number, words: (sent: number, window: number) => string, window = small) =>
  ({ asked, response, content }: Exchange): void => {
    const sent = promptTokens(asked) + answerTokens(asked);
    if (sent > window) reply(response, status, words(sent, window));
    else stream(response, content);
  };

const windows: readonly (readonly [string, number, (sent: number, window: number) => string])[] = [
  [
    "OpenAI",
    400,
    (sent, window) =>
      json({
        error: {
          message: `This model's maximum context length is ${window} tokens. However, you requested ${sent} tokens.`,
          type: "invalid_request_error",
          param: "messages",
          code: "context_length_exceeded",
        },
      }),
  ],
  [
    "vLLM",
    400,
    (_, window) =>
      json({
        object: "error",
        message: `'max_tokens' or 'max_completion_tokens' is too large: 1500. This model's maximum context length is ${window} tokens and your request has 1200 input tokens.`,
        type: "BadRequestError",
        param: null,
        code: 400,
      }),
  ],
  [
    "Ollama",
    500,
    (sent, window) =>
      json({ error: `prompt too long; exceeded max context length by ${sent - window} tokens` }),
  ],
  [
    "llama.cpp",
    400,
    (sent, window) =>
      json({
        error: {
          code: 400,
          message: "the request exceeds the available context size, try increasing it",
          type: "exceed_context_size_error",
          n_prompt_tokens: sent,
          n_ctx: window,
        },
      }),
  ],
  [
    "TGI",
    422,
    (_, window) =>
      json({
        error: `Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= ${window}. Given: 1900 \`inputs\` tokens and 1000 \`max_new_tokens\``,
        error_type: "validation",
      }),
  ],
];

export const dialectModes: readonly Mode[] = [
  {
    name: "demands alternation",
    line: 2,
    answer: unless((asked) => !alternates(asked), 400, json({ object: "error", message: jinja })),
    ends: both("complete"),
    requests: [1, 1],
  },
  {
    name: "no system role",
    line: 2,
    answer: unless(hasSystem, 400, json({ error: { message: "System role not supported" } })),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "no system role, as a 500 of its template",
    line: 2,
    answer: unless(
      hasSystem,
      500,
      json({ error: { code: 500, message: `Jinja Exception: ${jinja}` } }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "no system role, as a validation error",
    line: 2,
    answer: unless(
      hasSystem,
      422,
      json({
        detail: [
          {
            loc: ["body", "messages", 0, "role"],
            msg: "Input should be 'user' or 'assistant'",
            type: "literal_error",
          },
        ],
      }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  ...wordings.map(([name, status, body]): Mode => ({
    name: `400 as ${name}`,
    line: 3,
    answer: unless(hasOptions, status, body),
    ends: both("complete"),
    requests: [2, 1],
  })),
  {
    name: "does not stream",
    line: 4,
    answer: unless(
      ({ stream: streams }) => streams === true,
      400,
      json({ error: { message: "Streaming is not supported by this model", param: "stream" } }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "does not stream, in words only",
    line: 4,
    answer: unless(
      ({ stream: streams }) => streams === true,
      400,
      json({ detail: "This deployment does not support streaming." }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  ...windows.map(([name, status, words]): Mode => ({
    name: `window of 2,000 tokens, in ${name}'s words`,
    line: 13,
    answer: windowed(status, words),
    ends: both("complete"),
    leavesOut: true,
  })),
  {
    name: "window too small for anything",
    line: 13,
    answer: windowed(400, () => json({ error: "context length exceeded" }), 10),
    ends: ["model_misconfigured", "own_model_rejected"],
  },
  {
    name: "answers of 500 tokens at most",
    line: 13,
    answer: unless(
      (asked) => answerTokens(asked) > 500,
      400,
      json({
        error: {
          message:
            "max_tokens is too large: 1000. This model supports at most 500 completion tokens",
          param: "max_tokens",
          code: "invalid_value",
        },
      }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "needs max_completion_tokens",
    line: 14,
    answer: unless(
      ({ max_tokens: tokens }) => tokens !== undefined,
      400,
      json({
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: "max_tokens",
          code: "unsupported_parameter",
        },
      }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "refuses temperature",
    line: 14,
    answer: unless(
      ({ temperature }) => temperature !== undefined,
      400,
      json({
        error: {
          message:
            "Unsupported value: 'temperature' does not support 0.8 with this model. Only the default (1) value is supported.",
          param: "temperature",
          code: "unsupported_value",
        },
      }),
    ),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "refuses stream_options",
    line: 14,
    answer: unless(hasOptions, 400, json({ error: { message: "unknown field stream_options" } })),
    ends: both("complete"),
    requests: [2, 1],
  },
  {
    name: "knows json_object, not json_schema",
    line: 14,
    answer: unless(
      ({ response_format: format }) => format?.type === "json_schema",
      400,
      json({
        error: {
          message: "response_format.type must be text or json_object: json_schema is not supported",
        },
      }),
    ),
    ends: both("complete"),
    requests: [2, 1],
    onlyJson: true,
  },
  {
    name: "knows no response_format",
    line: 14,
    answer: unless(
      ({ response_format: format }) => format !== undefined,
      422,
      json({ detail: [{ loc: ["body", "response_format"], msg: "extra fields not permitted" }] }),
    ),
    ends: both("complete"),
    requests: [3, 1],
    onlyJson: true,
  },
];

// Servers that answer with a failure, or are not what they claim to be.
import {
  begin,
  data,
  delta,
  json,
  piecesOf,
  reply,
  stream,
  wait,
  type Exchange,
} from "./exchange.ts";
import { both, rejected, unavailable, type Mode } from "./mode.ts";

const page = `<!DOCTYPE html><html><head><style>p{}</style><title>Bad</title></head><body>${"<p>Service is away</p>".repeat(900)}</body></html>`;

/** Always the same refusal. */
const refusing =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  ({ response }: Exchange): void =>
    reply(response, status, body, headers);

/** A refusal so many times, then an answer. */
const refusingFirst =
  (times: number, status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  ({ response, content, nth }: Exchange): void => {
    if (nth <= times) reply(response, status, body, headers);
    else stream(response, content);
  };

const openAi = (message: string, code: string | null = null, type = "error"): string =>
  json({ error: { message, type, param: null, code } });

export const failingModes: readonly Mode[] = [
  {
    name: "429 always",
    line: 1,
    answer: refusing(429, openAi("Rate limit reached", "rate_limit_exceeded")),
    ends: both("model_rate_limited"),
    requests: [4, 4],
  },
  { name: "503 small", line: 1, answer: refusing(503, openAi("overloaded")), ends: unavailable },
  { name: "503 page of 20 KB", line: 1, answer: refusing(503, page), ends: unavailable },
  { name: "500 text", line: 1, answer: refusing(500, "Internal Server Error"), ends: unavailable },
  { name: "502 without a body", line: 1, answer: refusing(502, ""), ends: unavailable },
  { name: "504 page", line: 1, answer: refusing(504, page), ends: both("model_timeout") },
  {
    name: "429 twice, then fine",
    line: 1,
    answer: refusingFirst(2, 429, openAi("slow down"), { "retry-after": "0.01" }),
    ends: both("complete"),
    requests: [3, 3],
  },
  {
    name: "503 once, then fine",
    line: 1,
    answer: refusingFirst(1, 503, page),
    ends: both("complete"),
    requests: [2, 2],
  },
  {
    name: "503 with a body that never ends",
    line: 1,
    answer: ({ response }) => void response.writeHead(503).write('{"error":'),
    ends: unavailable,
  },
  {
    name: "connection closed at once",
    line: 1,
    answer: ({ response }) => void response.destroy(),
    ends: unavailable,
  },
  { name: "401", line: 3, answer: refusing(401, openAi("Incorrect API key")), ends: rejected },
  {
    name: "404 no such model",
    line: 3,
    answer: refusing(404, json({ error: "model 'x' not found, try pulling it first" })),
    ends: rejected,
  },
  {
    name: "429 without credit",
    line: 3,
    answer: refusing(429, openAi("You exceeded your current quota", "insufficient_quota")),
    ends: rejected,
    requests: [1, 1],
  },
  {
    name: "400 content filter",
    line: 3,
    answer: refusing(400, openAi("filtered by the content management policy", "content_filter")),
    ends: both("model_refused"),
    requests: [1, 1],
  },
  {
    name: "redirect",
    line: 3,
    answer: refusing(307, "", { location: "http://127.0.0.1:9/v1" }),
    ends: ["model_misconfigured", "url_not_allowed"],
    requests: [1, 1],
  },
  {
    name: "200 with an error object",
    line: 5,
    answer: refusing(200, json({ error: { message: "upstream failed", code: 502 } })),
    ends: unavailable,
  },
  {
    name: "200 with a refused key",
    line: 5,
    answer: refusing(200, json({ error: { message: "No auth credentials found", code: 401 } })),
    ends: rejected,
  },
  {
    name: "200 with an error as first event",
    line: 5,
    answer: refusing(200, data({ error: { message: "engine died", type: "server_error" } })),
    ends: unavailable,
  },
  {
    name: "200 with an error in a list",
    line: 5,
    answer: refusing(200, json([{ error: { code: 429, message: "Resource exhausted" } }])),
    ends: both("model_rate_limited"),
  },
  {
    name: "200 page",
    line: 5,
    answer: refusing(200, page),
    ends: ["model_unavailable", "own_model_rejected"],
  },
  { name: "404 page", line: 5, answer: refusing(404, page), ends: rejected },
  {
    name: "200 other JSON",
    line: 5,
    answer: refusing(200, json({ status: "ok" })),
    ends: ["model_unavailable", "own_model_rejected"],
  },
  {
    name: "200 plain text",
    line: 5,
    answer: refusing(200, "It works!"),
    ends: ["model_unavailable", "own_model_rejected"],
  },
  { name: "200 empty", line: 5, answer: refusing(200, ""), ends: unavailable },
  {
    name: "error in the middle",
    line: 5,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content.slice(0, 20)));
      response.end(data({ error: { message: "worker died", code: 502 } }));
    },
    ends: unavailable,
  },
  {
    name: "broken off without an end",
    line: 7,
    answer: ({ response, content }) => {
      begin(response);
      response.end(delta(content.slice(0, 20)));
    },
    ends: unavailable,
  },
  {
    name: "cut inside an event",
    line: 7,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content.slice(0, 20)) + delta(content).slice(0, 30), () =>
        response.destroy(),
      );
    },
    ends: unavailable,
  },
  {
    name: "nothing but thoughts",
    line: 8,
    answer: ({ response }) => stream(response, "<think>hm, hm"),
    ends: both("model_bad_answer"),
    state: "thinking",
  },
  {
    name: "silent after its headers",
    line: 10,
    answer: ({ response }) => begin(response),
    ends: both("model_timeout"),
  },
  {
    name: "silent in the middle",
    line: 10,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content.slice(0, 20)));
    },
    ends: both("model_timeout"),
  },
  {
    name: "alive, and never finished",
    line: 10,
    answer: async ({ response }) => {
      begin(response);
      while (await wait(response, 20)) response.write(": queued\n\n");
    },
    ends: both("model_timeout"),
  },
  {
    name: "no headers ever",
    line: 11,
    answer: () => undefined,
    ends: both("model_timeout"),
    state: "starting",
    requests: [1, 1],
  },
  {
    name: "429 with Retry-After: 50",
    line: 12,
    answer: refusing(429, openAi("slow down"), { "retry-after": "50" }),
    ends: both("model_rate_limited"),
    requests: [1, 1],
    retryAfterMs: 50_000,
  },
  {
    name: "429 that names the wait in words",
    line: 12,
    answer: refusing(429, openAi("Rate limit reached. Please try again in 1m12.5s.")),
    ends: both("model_rate_limited"),
    requests: [1, 1],
    retryAfterMs: 72_500,
  },
  {
    name: "endless",
    line: 0,
    answer: async ({ response }) => {
      begin(response);
      const piece = delta("x".repeat(20_000));
      while (await wait(response, 0)) {
        if (!response.write(piece)) await wait(response, 5);
      }
    },
    ends: both("model_bad_answer"),
  },
  {
    name: "refused by the model",
    line: 0,
    answer: ({ response, content }) => {
      begin(response);
      for (const piece of piecesOf(content.slice(0, 30)))
        response.write(delta(null, { refusal: piece }));
      response.end(data("[DONE]"));
    },
    ends: both("model_refused"),
  },
  {
    name: "empty answer",
    line: 0,
    answer: ({ response }) => stream(response, ""),
    ends: both("model_bad_answer"),
  },
];

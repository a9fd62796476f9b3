// Servers that answer, each in its own way.
import {
  begin,
  data,
  delta,
  done,
  finish,
  json,
  piecesOf,
  reply,
  stream,
  usage,
  wait,
  whole,
} from "./exchange.ts";
import { both, type Mode } from "./mode.ts";

const complete = both("complete");
const thought = "<think>\nThe learner wants a course. <b>Hours</b>?\n</think>\n\n";

export const answeringModes: readonly Mode[] = [
  {
    name: "fine",
    line: 0,
    answer: ({ response, content }) => stream(response, content),
    ends: complete,
    requests: [1, 1],
  },
  {
    name: "one object in answer to stream: true",
    line: 4,
    answer: ({ response, content }) => reply(response, 200, whole(content)),
    ends: complete,
    requests: [1, 1],
  },
  {
    name: "one object without finish_reason",
    line: 4,
    answer: ({ response, content }) =>
      reply(response, 200, json({ choices: [{ message: { content } }] })),
    ends: complete,
  },
  {
    name: "a line of JSON for each piece",
    line: 4,
    answer: ({ response, content }) => {
      const lines = piecesOf(content).map((piece) => delta(piece).slice(6).trim());
      reply(response, 200, `${[...lines, finish("stop").slice(6).trim()].join("\n")}\n`);
    },
    ends: complete,
  },
  {
    name: "cut by the length limit",
    line: 6,
    answer: ({ response, content }) => stream(response, content, finish("length") + usage + done),
    ends: both("truncated"),
  },
  {
    name: "one object, cut by the length limit",
    line: 6,
    answer: ({ response, content }) =>
      reply(response, 200, json({ choices: [{ message: { content }, finish_reason: "length" }] })),
    ends: both("truncated"),
  },
  {
    name: "[DONE] without finish_reason",
    line: 7,
    answer: ({ response, content }) => stream(response, content, done),
    ends: complete,
  },
  {
    name: "finish_reason without [DONE]",
    line: 7,
    answer: ({ response, content }) => stream(response, content, finish("stop")),
    ends: complete,
  },
  {
    name: "finish_reason, then a cut connection",
    line: 7,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content) + finish("stop"), () => response.destroy());
    },
    ends: complete,
  },
  {
    name: "finish_reason, and the connection stays open",
    line: 7,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content) + finish("stop"));
    },
    ends: complete,
  },
  {
    name: "[DONE], and the connection stays open",
    line: 7,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content) + done);
    },
    ends: complete,
  },
  {
    name: "thinks aloud",
    line: 8,
    answer: ({ response, content }) => stream(response, thought + content),
    ends: complete,
    state: "thinking",
  },
  {
    name: "thinks aloud in pieces of one character",
    line: 8,
    answer: ({ response, content }) => {
      begin(response);
      for (const piece of piecesOf(thought, 1)) response.write(delta(piece));
      response.end(delta(content) + finish("stop") + done);
    },
    ends: complete,
    state: "thinking",
  },
  {
    name: "thinks aloud for longer than any silence",
    line: 8,
    answer: async ({ response, content }) => {
      begin(response);
      response.write(delta("<think>"));
      for (let spoken = 0; spoken < 30 && (await wait(response, 50)); spoken += 1) {
        response.write(delta("hm "));
      }
      response.end(delta(`</think>${content}`) + finish("stop") + done);
    },
    ends: complete,
    state: "thinking",
  },
  {
    name: "content as a list of parts",
    line: 9,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta([{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }]));
      for (const piece of piecesOf(content)) response.write(delta([{ type: "text", text: piece }]));
      response.end(finish("stop") + done);
    },
    ends: complete,
    state: "thinking",
  },
  {
    name: "content null, and reasoning_content",
    line: 9,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(null, { reasoning_content: "hm" }));
      response.end(delta(content) + delta(null) + finish("stop") + done);
    },
    ends: complete,
    state: "thinking",
  },
  {
    name: "wrong types everywhere",
    line: 9,
    answer: ({ response, content }) => {
      begin(response);
      const odd = [
        null,
        7,
        "text",
        [],
        { choices: 7 },
        { choices: [null] },
        { choices: [{ delta: 7 }] },
      ];
      for (const value of odd) response.write(`data: ${json(value)}\n\n`);
      response.write(data({ model: 7, usage: "none", choices: [{ delta: { content: 7 } }] }));
      response.write(
        delta(content) + data({ choices: [{ delta: {}, finish_reason: {} }], usage: [] }),
      );
      response.end(finish("stop") + data({ choices: [], usage: { prompt_tokens: "many" } }) + done);
    },
    ends: complete,
  },
  {
    name: "queued: comments for longer than any silence",
    line: 10,
    answer: async ({ response, content }) => {
      begin(response);
      for (let sent = 0; sent < 30 && (await wait(response, 50)); sent += 1) {
        response.write(": OPENROUTER PROCESSING\n\n");
      }
      response.end(delta(content) + finish("stop") + done);
    },
    ends: complete,
  },
  {
    name: "empty deltas for longer than any silence",
    line: 10,
    answer: async ({ response, content }) => {
      begin(response);
      for (let sent = 0; sent < 30 && (await wait(response, 50)); sent += 1) {
        response.write(delta("", { role: "assistant" }));
      }
      response.end(delta(content) + finish("stop") + done);
    },
    ends: complete,
  },
  {
    name: "loads its model before its headers",
    line: 11,
    answer: async ({ response, content }) => {
      if (await wait(response, 400)) stream(response, content);
    },
    ends: complete,
    state: "starting",
    requests: [1, 1],
  },
  {
    name: "503 while it loads its model",
    line: 11,
    answer: ({ response, content, nth }) => {
      const loading = { error: { code: 503, message: "Loading model", type: "unavailable_error" } };
      if (nth <= 6) reply(response, 503, json(loading));
      else stream(response, content);
    },
    ends: complete,
    state: "starting",
  },
  {
    name: "CRLF, comments, ids, no space after the colon",
    line: 0,
    answer: ({ response, content }) => {
      begin(response);
      response.write("\uFEFF: hello\r\nretry: 10\r\n\r\n");
      for (const piece of piecesOf(content)) {
        response.write(
          `id: 1\r\nevent: message\r\n${delta(piece).trim().replace(": ", ":")}\r\n\r\n`,
        );
      }
      response.end("data:[DONE]\r\n\r\n");
    },
    ends: complete,
  },
  {
    name: "one line break between events",
    line: 0,
    answer: ({ response, content }) => {
      const events = piecesOf(content).map((piece) => delta(piece).trim());
      begin(response);
      response.end([...events, finish("stop").trim(), "data: [DONE]"].join("\n"));
    },
    ends: complete,
  },
  {
    name: "an event over several lines",
    line: 0,
    answer: ({ response, content }) => {
      const event = JSON.stringify({ choices: [{ delta: { content } }] }, null, 1);
      begin(response);
      response.end(`${event.replace(/^/gm, "data: ")}\n\n${finish("stop")}${done}`);
    },
    ends: complete,
  },
  {
    name: "the whole answer again at its end",
    line: 0,
    answer: ({ response, content }) => {
      begin(response);
      response.write(delta(content) + finish("stop"));
      response.end(data({ choices: [{ message: { content }, finish_reason: "stop" }] }) + done);
    },
    ends: complete,
  },
];

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EventReader, type ReadEvent } from "./event-reader.ts";

/** All events of a body that comes in pieces of this size. */
function eventsOf(body: string, size = body.length || 1): ReadEvent[] {
  const reader = new EventReader();
  const events: ReadEvent[] = [];
  for (let at = 0; at < body.length; at += size)
    events.push(...reader.push(body.slice(at, at + size)));
  return [...events, ...reader.end()];
}

const data = (value: unknown): ReadEvent => ({ kind: "data", value });
const done: ReadEvent = { kind: "done" };

it.each([
  ["events", 'data: {"a":1}\n\ndata: [DONE]\n\n', [data({ a: 1 }), done]],
  [
    "CRLF, comments and other fields",
    ': hi\r\nid: 1\r\nretry: 5\r\ndata:{"a":1}\r\n\r\n',
    [data({ a: 1 })],
  ],
  ["a byte order mark", '\uFEFFdata: {"a":1}\n\n', [data({ a: 1 })]],
  [
    "one line break between events",
    'data: {"a":1}\ndata: {"a":2}\ndata: [DONE]',
    [data({ a: 1 }), data({ a: 2 }), done],
  ],
  ["an event over several lines", 'data: {\ndata: "a": 1\ndata: }\n\n', [data({ a: 1 })]],
  [
    "a named error",
    'event: error\ndata: {"a":1}\n\ndata: {"a":2}\n\n',
    [{ kind: "error", value: { a: 1 } }, data({ a: 2 })],
  ],
  ["half an event", 'data: {"a":1}\n\ndata: {"a', [data({ a: 1 }), { kind: "malformed" }]],
  ["one document", '{\n "a": 1\n}\n', [data({ a: 1 })]],
  ["a list", '[{"a":1},{"a":2}]', [data({ a: 1 }), data({ a: 2 })]],
  ["a line of JSON for each piece", '{"a":1}\n{"a":2}\n', [data({ a: 1 }), data({ a: 2 })]],
  ["half a document", '{"a": ', [{ kind: "malformed" }]],
  ["a page", "<html>data: {}</html>", []],
  ["plain text", "It works!", []],
  ["nothing", "", []],
] as const)("%s are read in pieces of any size", (_, body, events) => {
  for (const size of [1, 2, 3, 7, 1000]) expect(eventsOf(body, size)).toEqual(events);
});

it.each(["d", "dat", "data", "event"])(
  "a body that broke off in the name of a field is one of events: %s",
  (text) => {
    const reader = new EventReader();
    reader.push(text);
    reader.end();
    expect([reader.shape, reader.hasFields]).toEqual(["events", true]);
  },
);

const fragments = [
  "{",
  "}",
  '"',
  "\r",
  "\n",
  ":",
  "data:",
  "[DONE]",
  "event: error",
  "é",
  "\0",
  " ",
];

it("nothing makes it throw, and a long line in small pieces takes no long time", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...fragments) }), (text) => {
      expect(() => eventsOf(`data: ${text}\n\n`, 3)).not.toThrow();
    }),
  );
  expect(eventsOf(`data: "${"x".repeat(2_000_000)}"\n\n`, 16).length).toBe(1);
});

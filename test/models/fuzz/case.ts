// One random exchange with a model server, down to the byte at which it stops.
import * as fc from "fast-check";
import type { Role } from "../mode.ts";

/** What one event of a stream is for. */
export type EventKind =
  | "text"
  | "parts"
  | "thought"
  | "reasoning"
  | "comment"
  | "empty"
  | "odd"
  | "usage"
  | "stop"
  | "length"
  | "filter"
  | "done"
  | "busy"
  | "died"
  | "no key"
  | "malformed";

export type RefusalKind =
  | "nothing"
  | "text"
  | "page"
  | "error"
  | "large"
  | "detail"
  | "too long"
  | "answer too long"
  | "system"
  | "stream"
  | "temperature"
  | "format"
  | "quota"
  | "filter"
  | "loading";

export type Body =
  | { readonly kind: "events"; readonly events: readonly EventKind[] }
  | {
      readonly kind: "document";
      readonly finish: "stop" | "length" | null;
      readonly isEmpty: boolean;
    }
  | { readonly kind: "page" | "text" | "other JSON" | "bytes" | "nothing" }
  | { readonly kind: "refusal"; readonly refusal: RefusalKind };

export interface WireCase {
  readonly role: Role;
  readonly wantsJson: boolean;
  readonly status: number;
  readonly body: Body;
  /** Claimed, whatever the body is. */
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** How the body's length is told. */
  readonly framing: "close" | "length" | "chunked";
  /** The part of the whole response that is sent, 0 to 1; null: all of it. */
  readonly stopAt: number | null;
  /** What happens where it stops, or at its end. */
  readonly end: "end" | "destroy" | "hang";
  /** Bytes written at once, and what lies between two writes. */
  readonly chunkBytes: number;
  readonly pauseMs: number;
  /** When the caller aborts; null: never. */
  readonly abortAfterMs: number | null;
}

const eventKind: fc.Arbitrary<EventKind> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<EventKind>("text", "parts") },
  {
    weight: 4,
    arbitrary: fc.constantFrom<EventKind>("reasoning", "comment", "empty", "odd", "usage"),
  },
  { weight: 3, arbitrary: fc.constantFrom<EventKind>("stop", "length", "filter", "done") },
  { weight: 1, arbitrary: fc.constantFrom<EventKind>("busy", "died", "no key", "malformed") },
);

const events: fc.Arbitrary<Body> = fc
  .record({
    isThinking: fc.boolean(),
    middle: fc.array(eventKind, { maxLength: 12 }),
    isOrderly: fc.boolean(),
  })
  .map(({ isThinking, middle, isOrderly }) => ({
    kind: "events",
    events: [
      ...(isThinking ? (["thought"] as const) : []),
      ...middle,
      ...(isOrderly ? (["text", "stop", "usage", "done"] as const) : []),
    ],
  }));

const document: fc.Arbitrary<Body> = fc.record({
  kind: fc.constant("document"),
  finish: fc.constantFrom("stop", "length", null),
  isEmpty: fc.boolean(),
});

const refusal: fc.Arbitrary<Body> = fc.record({
  kind: fc.constant("refusal"),
  refusal: fc.constantFrom<RefusalKind>(
    "nothing",
    "text",
    "page",
    "error",
    "large",
    "detail",
    "too long",
    "answer too long",
    "system",
    "stream",
    "temperature",
    "format",
    "quota",
    "filter",
    "loading",
  ),
});

const answered = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 201, 204),
  body: fc.oneof(
    { weight: 10, arbitrary: events },
    { weight: 3, arbitrary: document },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("page", "text", "other JSON", "bytes", "nothing"),
      }),
    },
  ),
});

/** The more often a status is met, the more often it stands here. */
const refusalStatuses = [
  101, 301, 304, 307, 400, 400, 400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 422, 429, 429,
  429, 500, 500, 501, 502, 503, 503, 504, 524, 529, 599, 999,
] as const;

const refused = fc.record({
  status: fc.constantFrom(...refusalStatuses),
  body: refusal,
});

export const wireCase: fc.Arbitrary<WireCase> = fc
  .record({
    exchange: fc.oneof({ weight: 3, arbitrary: answered }, { weight: 2, arbitrary: refused }),
    rest: fc.record({
      role: fc.constantFrom<Role>("server", "own"),
      wantsJson: fc.boolean(),
      contentType: fc.constantFrom("text/event-stream", "application/json", "text/html", ""),
      retryAfter: fc.constantFrom(null, null, null, "0", "0.01", "50", "-5", "soon", "1e999"),
      framing: fc.constantFrom("close", "length", "chunked"),
      stopAt: fc.oneof(
        fc.constant(null),
        fc.integer({ min: 0, max: 1000 }).map((part) => part / 1000),
      ),
      end: fc.constantFrom("end", "end", "end", "end", "end", "destroy", "destroy", "hang"),
      chunkBytes: fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 70_000 })),
      pauseMs: fc.constantFrom(-1, -1, -1, 0, 0, 3),
      abortAfterMs: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(0, 1, 3, 10, 40, 150) },
      ),
    }),
  })
  .map(({ exchange, rest }) => ({ ...exchange, ...rest }));

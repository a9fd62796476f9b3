// The bytes of a random response, and where each of its events ends.
import { data, delta, done, finish, json, usage, whole } from "../exchange.ts";
import type { Body, EventKind, RefusalKind, WireCase } from "./case.ts";

/** What a text event says: characters of one to four bytes. */
export const piece = "Ответ 🎉 ok, ";

const eventBytes: Readonly<Record<EventKind, string>> = {
  text: delta(piece),
  parts: delta([{ type: "text", text: piece }]),
  thought: delta("<think>\nhm <b>2</b>\n</think>\n\n"),
  reasoning: delta(null, { reasoning_content: "hm" }),
  comment: ": OPENROUTER PROCESSING\n\n",
  empty: delta(""),
  odd: data({ choices: [{ delta: 7, finish_reason: [] }], usage: "none" }),
  usage,
  stop: finish("stop"),
  length: finish("length"),
  filter: finish("content_filter"),
  done,
  busy: data({ error: { message: "Rate limit exceeded", code: 429 } }),
  died: data({ error: { message: "engine died", type: "server_error" } }),
  "no key": data({ error: { message: "No auth credentials found", code: 401 } }),
  malformed: 'data: {"choices": [{"del\n\n',
};

const page = "<!DOCTYPE html><html><body>nginx</body></html>";

const refusalBytes: Readonly<Record<RefusalKind, string>> = {
  nothing: "",
  text: "No",
  page,
  error: json({ error: { message: "No", type: "error", code: null } }),
  large: `<html><body>${"<p>No</p>".repeat(20_000)}</body></html>`,
  detail: json({
    detail: [{ loc: ["body", "stream_options"], msg: "Extra inputs", type: "extra" }],
  }),
  "too long": json({ error: { message: "prompt is too long", code: "context_length_exceeded" } }),
  "answer too long": json({
    error: { message: "max_tokens is too large: at most 10", param: "max_tokens" },
  }),
  system: json({ error: { message: "System role not supported" } }),
  stream: json({ detail: "streaming is not supported" }),
  temperature: json({
    object: "error",
    message: "temperature is not supported",
    param: "temperature",
  }),
  format: json({ error: "response_format json_schema is not supported" }),
  quota: json({ error: { message: "You exceeded your quota", code: "insufficient_quota" } }),
  filter: json({ error: { message: "content management policy", code: "content_filter" } }),
  loading: json({ error: { message: "Model is loading" } }),
};

/** Noise that begins as no kind of answer does. */
const noise = Buffer.from(Array.from({ length: 300 }, (_, at) => 128 + ((at * 37) % 128)));

export function bodyParts(body: Body): Buffer[] {
  switch (body.kind) {
    case "events":
      return body.events.map((event) => Buffer.from(eventBytes[event]));
    case "document": {
      const content = body.isEmpty ? "" : piece;
      const choices = [{ message: { content }, finish_reason: body.finish }];
      return [Buffer.from(whole(content, { choices }))];
    }
    case "refusal":
      return [Buffer.from(refusalBytes[body.refusal])];
    case "page":
      return [Buffer.from(page)];
    case "text":
      return [Buffer.from("It works!")];
    case "other JSON":
      return [Buffer.from(json({ status: "ok" }))];
    case "bytes":
      return [noise];
    case "nothing":
      return [];
    default:
      return body satisfies never;
  }
}

export interface Wire {
  /** What is sent, up to where it stops. */
  readonly sent: Buffer;
  readonly isHeadWhole: boolean;
  /** Parts of the body that are sent whole, and whether one more is begun. */
  readonly wholeParts: number;
  readonly isPartBegun: boolean;
  /** Everything is sent, with whatever marks the end of the body. */
  readonly isWhole: boolean;
}

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);

export function wireOf(one: WireCase): Wire {
  const parts = bodyParts(one.body).filter(({ length }) => length > 0);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [
    `HTTP/1.1 ${String(one.status)} Status`,
    ...(one.contentType === "" ? [] : [`content-type: ${one.contentType}`]),
    ...(one.retryAfter === null ? [] : [`retry-after: ${one.retryAfter}`]),
    ...(one.status === 301 || one.status === 307 ? ["location: http://127.0.0.1:9/"] : []),
    ...(one.framing === "length" ? [`content-length: ${String(length)}`] : []),
    ...(one.framing === "chunked" ? ["transfer-encoding: chunked"] : []),
    "connection: close",
    "\r\n",
  ].join("\r\n");
  const framed = one.framing === "chunked" ? parts.map(chunk) : parts;
  const tail = one.framing === "chunked" ? Buffer.from("0\r\n\r\n") : Buffer.alloc(0);
  const full = Buffer.concat([Buffer.from(head), ...framed, tail]);
  const stop = one.stopAt === null ? full.length : Math.floor(one.stopAt * full.length);
  let at = head.length;
  let wholeParts = 0;
  for (const part of framed) {
    // The line break after a chunk is not part of what it says.
    const ends = at + part.length - (one.framing === "chunked" ? 2 : 0);
    if (ends > stop) break;
    wholeParts += 1;
    at += part.length;
  }
  return {
    sent: full.subarray(0, stop),
    isHeadWhole: stop >= head.length,
    wholeParts,
    isPartBegun: wholeParts < parts.length && stop > at,
    isWhole: stop === full.length,
  };
}

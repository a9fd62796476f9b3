// What a random exchange may be called, told from how it was made and not from how it is read.
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Role } from "../mode.ts";
import { piece, wireOf, type Wire } from "./bytes.ts";
import type { EventKind, RefusalKind, WireCase } from "./case.ts";

export type Name = ErrorCode | "complete" | "truncated" | "aborted";

export interface Expected {
  readonly names: ReadonlySet<Name>;
  /** The answer's text when it is complete, one of these; of anything else only a beginning may be there. */
  readonly texts: readonly string[];
}

/** Names of what is a user's own, as `choose` gives them. */
const named = (role: Role, code: Name): Name => {
  if (code === "model_rejected")
    return role === "own" ? "own_model_rejected" : "model_misconfigured";
  return code === "model_unavailable" && role === "own" ? "own_model_unavailable" : code;
};

function ofStatus(status: number): Name {
  if (status === 402) return "model_rejected";
  if (status === 429) return "model_rate_limited";
  if ([408, 504, 524].includes(status)) return "model_timeout";
  return status >= 500 || status === 409 || status < 300 ? "model_unavailable" : "model_rejected";
}

/** Refusals that asking in another way answers, as far as it goes: in the end nothing is left to change. */
const adaptable: ReadonlySet<RefusalKind> = new Set([
  "detail",
  "too long",
  "answer too long",
  "system",
  "stream",
  "temperature",
  "format",
]);

function ofRefusal(status: number, kind: RefusalKind): Name[] {
  const plain = ofStatus(status);
  if (kind === "quota") return [plain, "model_rejected"];
  if (kind === "filter" && plain === "model_rejected") return [plain, "model_refused"];
  const isAdapted = [400, 404, 413, 422, 429, 500, 501].includes(status) && adaptable.has(kind);
  return isAdapted || status === 413 ? [plain, "model_rejected"] : [plain];
}

interface Heard {
  readonly name: Name;
  readonly text: string;
}

const endings: Readonly<Partial<Record<EventKind, Name>>> = {
  busy: "model_rate_limited",
  died: "model_unavailable",
  "no key": "model_rejected",
  malformed: "model_unavailable",
};

/** What a stream of whole events says. `rest`: how it ends when nothing in it ends it. */
function ofEvents(events: readonly EventKind[], rest: Name): Heard {
  let text = "";
  for (const event of events) {
    const failure = endings[event];
    if (failure !== undefined) return { name: failure, text };
    if (event === "text" || event === "parts") text += piece;
    const isEnd = event === "stop" || event === "length" || event === "done" || event === "filter";
    if (!isEnd) continue;
    if (event === "filter") return { name: "model_refused", text };
    if (text === "") return { name: "model_bad_answer", text };
    return { name: event === "length" ? "truncated" : "complete", text };
  }
  return { name: rest, text };
}

/** All that may be heard of an answer that was promised by its status. */
function heardOf(one: WireCase, wire: Wire): Heard[] {
  const { body, role } = one;
  const hangs = one.end === "hang" && !(wire.isWhole && one.framing !== "close");
  const rest: Name = hangs ? "model_timeout" : "model_unavailable";
  const nothing: Heard = { name: rest, text: "" };
  const isSent = wire.wholeParts > 0;
  const isBegun = isSent || wire.isPartBegun;
  const foreign: Name = role === "own" ? "model_rejected" : "model_unavailable";
  switch (body.kind) {
    case "events": {
      const heard = [ofEvents(body.events.slice(0, wire.wholeParts), rest)];
      if (!wire.isPartBegun) return heard;
      // Of an event that is cut nothing counts, or all of it: it may lack no more than its line break.
      const next = ofEvents(body.events.slice(0, wire.wholeParts + 1), rest);
      return [
        ...heard,
        next,
        { name: rest, text: heard[0]?.text ?? "" },
        { name: rest, text: next.text },
      ];
    }
    case "document": {
      if (!isSent) return [nothing];
      const name = body.finish === "length" ? "truncated" : "complete";
      // A document is whole when its last byte is there, whatever the connection does then.
      return [
        body.isEmpty ? { name: "model_bad_answer", text: "" } : { name, text: piece },
        ...(hangs && body.isEmpty ? [nothing] : []),
      ];
    }
    case "page":
      return isBegun ? [{ name: foreign, text: "" }, nothing] : [nothing];
    case "text":
    case "bytes":
    case "other JSON":
      return isBegun && !hangs ? [{ name: foreign, text: "" }, nothing] : [nothing];
    case "nothing":
    case "refusal":
      return [nothing];
    default:
      return body satisfies never;
  }
}

function unaborted(one: WireCase, wire: Wire): Heard[] {
  const as = (...names: readonly Name[]): Heard[] => names.map((name) => ({ name, text: "" }));
  const { status, body, role } = one;
  if (!wire.isHeadWhole) return as(one.end === "hang" ? "model_timeout" : "model_unavailable");
  if (status === 101) return as("model_unavailable");
  if (status >= 300 && status < 400 && role === "own") return as("url_not_allowed");
  if (body.kind === "refusal") return as(...ofRefusal(status, body.refusal));
  if (status === 204) return as("model_unavailable");
  return heardOf(one, wire);
}

/** What the exchange may be called. */
export function expectedOf(one: WireCase): Expected {
  const heard = unaborted(one, wireOf(one));
  const names = new Set(heard.map(({ name }) => named(one.role, name)));
  if (one.abortAfterMs === 0) return { names: new Set(["aborted"]), texts: [""] };
  if (one.abortAfterMs !== null) names.add("aborted");
  return { names, texts: heard.map(({ text }) => text) };
}

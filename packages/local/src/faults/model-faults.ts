// What can go wrong inside a model's answer: which fault a request meets, and the answer as it then leaves.
// What aimock's chaos can do by itself is left to it, by its request headers.
import type { FaultBoard } from "./faults.ts";

/** Faults that change the answer on its way. */
export type AnswerFault = "cut" | "malformed" | "stall" | "empty" | "refuse";

/** What happens to one request. */
export type ModelFault =
  | { readonly kind: "none" | "unavailable" }
  | { readonly kind: "aimock"; readonly header: string }
  /** `after`: how many pieces of the answer come whole first. */
  | { readonly kind: "answer"; readonly fault: AnswerFault; readonly after: number };

const byAimock = {
  "model.rateLimit": "x-aimock-chaos-ratelimit",
  "model.error": "x-aimock-chaos-drop",
  "model.disconnect": "x-aimock-chaos-disconnect",
} as const;

const answerFaults = ["cut", "malformed", "stall", "empty", "refuse"] as const;

/** Rolls the switches of `model` in the order of their table; the first hit is it. */
export function rollModelFault(faults: FaultBoard): ModelFault {
  for (const name of ["model.rateLimit", "model.error", "model.disconnect"] as const) {
    if (faults.roll(name)) return { kind: "aimock", header: byAimock[name] };
    if (name === "model.error" && faults.roll("model.unavailable")) return { kind: "unavailable" };
  }
  for (const fault of answerFaults) {
    const name = `model.${fault}` as const;
    if (faults.roll(name)) return { kind: "answer", fault, after: 1 + faults.pick(name, 12) };
  }
  return { kind: "none" };
}

/** Cuts a stream of bytes into server-sent events, each with the blank line that ends it. */
export async function* eventsOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const bytes of body) {
    held += decoder.decode(bytes, { stream: true });
    for (let end = held.indexOf("\n\n"); end >= 0; end = held.indexOf("\n\n")) {
      yield held.slice(0, end + 2);
      held = held.slice(end + 2);
    }
  }
  if (held !== "") yield held;
}

const done = /^data: \[DONE\]/;

/** A stream of events with a fault in it. It throws Stall where silence begins, and Cut where it breaks off. */
export async function* faultyEvents(
  events: AsyncIterable<string>,
  { fault, after }: { readonly fault: AnswerFault; readonly after: number },
): AsyncGenerator<string> {
  let count = 0;
  let isDamaged = false;
  for await (const event of events) {
    count += 1;
    if (fault === "empty" || fault === "refuse") {
      yield rewritten(event, fault);
      continue;
    }
    // A short answer is damaged at its end rather than not at all.
    const here: boolean = !isDamaged && (count > after || done.test(event) || isLast(event));
    if (here && fault === "malformed") yield `${event.slice(0, event.length / 2).trimEnd()}\n\n`;
    else if (here) throw fault === "cut" ? new Cut() : new Stall();
    else yield event;
    isDamaged ||= here;
  }
}

/** The answer goes no further: its connection is to end now. */
export class Cut extends Error {}

/** The answer goes no further: nothing more is to be sent, and the connection stays. */
export class Stall extends Error {}

/** A whole JSON answer with a fault in it. */
export function* faultyJson(text: string, fault: AnswerFault): Generator<string> {
  const half = text.slice(0, text.length / 2);
  if (fault === "malformed") yield half;
  else if (fault === "empty" || fault === "refuse") yield withoutText(text, fault);
  else {
    yield half;
    throw fault === "cut" ? new Cut() : new Stall();
  }
}

function isLast(event: string): boolean {
  return /"finish_reason":\s*"/.test(event);
}

function rewritten(event: string, fault: "empty" | "refuse"): string {
  if (done.test(event) || !event.startsWith("data: ")) return event;
  return `data: ${withoutText(event.slice("data: ".length).trim(), fault)}\n\n`;
}

interface Part {
  content?: unknown;
}

interface Answer {
  choices?: { delta?: Part; message?: Part; finish_reason?: string | null }[];
}

function withoutText(json: string, fault: "empty" | "refuse"): string {
  const answer: Answer = JSON.parse(json);
  for (const choice of answer.choices ?? []) {
    for (const part of [choice.delta, choice.message]) {
      if (typeof part?.content === "string") part.content = "";
    }
    const ends = typeof choice.finish_reason === "string";
    if (ends && fault === "refuse") choice.finish_reason = "content_filter";
  }
  return JSON.stringify(answer);
}

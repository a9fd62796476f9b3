// The body of a model's answer as it arrives: server-sent events as they should be, nearly so, or one JSON document instead.

/** What the body turned out to hold next. */
export type ReadEvent =
  | { readonly kind: "data"; readonly value: unknown }
  /** The server called it an error: `event: error`. */
  | { readonly kind: "error"; readonly value: unknown }
  /** `[DONE]`. */
  | { readonly kind: "done" }
  /** Neither JSON nor anything else we know. */
  | { readonly kind: "malformed" };

/** What kind of body it is, told from how it begins: a content type is only a claim. */
export type Shape = "unknown" | "events" | "document" | "page";

const nothing = Symbol("no JSON");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return nothing;
  }
}

const lineBreak = /\r\n|\n|\r/;
const field = /^(?:data|event|id|retry)?:/;
const fieldNames = ["data:", "event:", "id:", "retry:"] as const;

/** Takes the body's text in pieces of any size. Time is linear in its length. */
export class EventReader {
  #shape: Shape = "unknown";
  #hasFields = false;
  #document = "";
  #line = "";
  #carriage = "";
  #data: string[] = [];
  #isError = false;
  #isWhole = false;

  /** Whether the body was one JSON document, and came whole. Known at its end. */
  get isWholeDocument(): boolean {
    return this.#isWhole;
  }

  get shape(): Shape {
    return this.#shape;
  }

  /** Whether a body of events held a single line that belongs in one. */
  get hasFields(): boolean {
    return this.#hasFields;
  }

  push(text: string): ReadEvent[] {
    let rest = text;
    if (this.#shape === "unknown") {
      rest = text.replace(/^[\s\uFEFF]+/, "");
      if (rest === "") return [];
      this.#shape =
        rest[0] === "<" ? "page" : rest[0] === "{" || rest[0] === "[" ? "document" : "events";
    }
    if (this.#shape === "events") return this.#lines(rest);
    if (this.#shape === "document") this.#document += rest;
    return [];
  }

  /** The body has ended. */
  end(): ReadEvent[] {
    if (this.#shape === "document") {
      const whole = parsed(this.#document);
      this.#isWhole = whole !== nothing;
      return this.#isWhole ? valuesOf(whole) : lineEvents(this.#document);
    }
    if (this.#shape !== "events") return [];
    // Broken off within the name of a field.
    const line = this.#line;
    if (line !== "" && fieldNames.some((name) => name.startsWith(line))) this.#hasFields = true;
    return [...this.#take(line), ...this.#take("")];
  }

  #lines(text: string): ReadEvent[] {
    let rest = this.#carriage + text;
    this.#carriage = rest.endsWith("\r") ? "\r" : "";
    if (this.#carriage !== "") rest = rest.slice(0, -1);
    const lines = rest.split(lineBreak);
    lines[0] = this.#line + (lines[0] ?? "");
    this.#line = lines.pop() ?? "";
    return lines.flatMap((line) => this.#take(line));
  }

  #take(line: string): ReadEvent[] {
    if (line === "") return this.#boundary();
    // Some servers leave the field's name away and send lines of JSON.
    const data = line.startsWith("data:") ? line.slice(5) : line.startsWith("{") ? line : null;
    if (data !== null || field.test(line)) this.#hasFields = true;
    if (line.startsWith("event:")) this.#isError = line.slice(6).trim() === "error";
    if (data === null || data.trim() === "") return [];
    if (data.trim() === "[DONE]") return [{ kind: "done" }];
    // Some servers leave out the blank line between two events.
    const value = parsed(data);
    if (value !== nothing) return [this.#event(value)];
    this.#data.push(data);
    return [];
  }

  #boundary(): ReadEvent[] {
    const data = this.#data;
    this.#data = [];
    const value = data.length === 0 ? undefined : parsed(data.join("\n"));
    const event = data.length === 0 ? [] : [this.#event(value)];
    this.#isError = false;
    return event;
  }

  #event(value: unknown): ReadEvent {
    if (value === nothing) return { kind: "malformed" };
    return { kind: this.#isError ? "error" : "data", value };
  }
}

/** An object, or a list of them. */
const valuesOf = (whole: unknown): ReadEvent[] =>
  (Array.isArray(whole) ? whole : [whole]).map((value) => ({ kind: "data", value }));

/** A document that is none may be a line of JSON for each piece. */
function lineEvents(text: string): ReadEvent[] {
  const lines = text.split(lineBreak).filter((line) => line.trim() !== "");
  const values = lines.length > 1 ? lines.map(parsed) : [nothing];
  return values.map((value) =>
    value === nothing ? { kind: "malformed" } : { kind: "data", value },
  );
}

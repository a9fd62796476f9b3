// One piece of an answer, or a whole one, read without trusting a single type in it.
import { fromReport, type Usage } from "./usage.ts";

export interface Chunk {
  /** What it adds to the text. */
  readonly text: string;
  /** It has the shape of a model's answer. */
  readonly isAnswer: boolean;
  /** Thoughts that came apart from the text, and are no part of it. */
  readonly thoughts: string;
  /** Why the answer ended, in the server's word; null while it goes on. */
  readonly finish: string | null;
  /** The model's own words for "no" came in place of an answer. */
  readonly isRefusal: boolean;
  /** The model's name for itself. */
  readonly model: string | null;
  readonly usage: Usage | null;
  /** What the server says went wrong, as it came; undefined when nothing did. */
  readonly error: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The text in a content: as it is, or as a list of parts of which only those of text count. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => {
      if (typeof part === "string") return part;
      const { type, text } = fieldsOf(part) ?? {};
      const isAnswer = type === undefined || type === "text" || type === "output_text";
      return isAnswer && typeof text === "string" ? text : "";
    })
    .join("");
}

/** Thoughts in a field of their own, or in parts of their own (Mistral). */
function thoughtsOf({ content, reasoning_content: apart, reasoning }: Fields): string {
  if (isText(apart)) return apart;
  if (isText(reasoning)) return reasoning;
  if (!Array.isArray(content)) return "";
  return content.map((part: unknown) => textOf(fieldsOf(part)?.["thinking"])).join("");
}

/** An error in place of an answer, in any of the shapes in which servers put it. */
function errorOf(fields: Fields): unknown {
  const { error, object, type, choices } = fields;
  if (isText(error) || fieldsOf(error) !== null) return error;
  if (Array.isArray(choices)) return undefined;
  const isError =
    object === "error" || type === "error" || "detail" in fields || isText(fields["message"]);
  return isError ? fields : undefined;
}

/** What a parsed piece says. Of several choices the first counts. */
export function readChunk(value: unknown): Chunk {
  const fields = fieldsOf(value) ?? {};
  const choices: unknown = fields["choices"];
  const choice = fieldsOf(Array.isArray(choices) ? choices[0] : null) ?? {};
  const part = fieldsOf(choice["delta"]) ?? fieldsOf(choice["message"]) ?? {};
  const { content } = part;
  const usage = fieldsOf(fields["usage"]);
  const finish = choice["finish_reason"];
  return {
    text: textOf(content).replaceAll("\0", ""),
    isAnswer: Array.isArray(choices),
    thoughts: thoughtsOf(part),
    finish: isText(finish) ? finish : null,
    isRefusal: isText(part["refusal"]),
    model: isText(fields["model"])
      ? fields["model"].replaceAll("\0", "").toWellFormed().slice(0, 100)
      : null,
    usage: usage && fromReport(usage),
    error: errorOf(fields),
  };
}

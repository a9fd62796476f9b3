// One request to the scripted model server, and the ways of answering it.
import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface Message {
  readonly role: string;
  readonly content: string;
}

/** What came: the parameters that modes look at. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly stream?: boolean;
  readonly stream_options?: unknown;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly response_format?: { readonly type: string };
}

export interface Exchange {
  readonly asked: Asked;
  readonly response: ServerResponse;
  /** What a model that has no peculiarities would answer. */
  readonly content: string;
  /** How often this mode was asked for this kind of answer by this caller, this time included. */
  readonly nth: number;
}

/** Waits as long as somebody listens; false when nobody does any more. */
export async function wait(response: ServerResponse, ms: number): Promise<boolean> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  if (response.destroyed) return false;
  response.once("close", leave);
  try {
    await pause(ms, undefined, { signal: gone.signal });
    return true;
  } catch {
    return false;
  } finally {
    response.off("close", leave);
  }
}

/** Answers with a body at once. */
export function reply(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const type = body.startsWith("<") ? "text/html" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers }).end(body);
}

export const json = (value: unknown): string => JSON.stringify(value);

export const data = (value: unknown): string =>
  `data: ${typeof value === "string" ? value : json(value)}\n\n`;

export const delta = (content: unknown, more: object = {}): string =>
  data({ model: "wire-model", choices: [{ index: 0, delta: { content, ...more } }] });

export const finish = (reason: string): string =>
  data({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });

export const usage = data({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } });

export const done = data("[DONE]");

export const piecesOf = (content: string, size = 24): string[] =>
  content.match(new RegExp(`[^]{1,${String(size)}}`, "g")) ?? [];

export const begin = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
};

/** Streams as a server without peculiarities does, or with another end. */
export function stream(
  response: ServerResponse,
  content: string,
  end: string = finish("stop") + usage + done,
): void {
  begin(response);
  for (const piece of piecesOf(content)) response.write(delta(piece));
  response.end(end);
}

/** One JSON object, as a server answers that does not stream. */
export const whole = (content: unknown, more: object = {}): string =>
  json({
    model: "wire-model",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
    ...more,
  });

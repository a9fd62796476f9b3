// Token counts of one call: the server's own where it reports them, an estimate where it does not.
import type { PromptMessage } from "../prompts/message.ts";

export interface Usage {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly source: "reported" | "estimated";
}

export const total = (usage: Usage): number => usage.prompt + usage.completion;

export const none: Usage = { prompt: 0, cached: 0, completion: 0, source: "estimated" };

export const sum = (a: Usage, b: Usage): Usage => ({
  prompt: a.prompt + b.prompt,
  cached: a.cached + b.cached,
  completion: a.completion + b.completion,
  source: a.source === "reported" && b.source === "reported" ? "reported" : "estimated",
});

/** More than any model reads or writes at once; what a server reports is only its word. */
const mostTokens = 10_000_000;

const whole = (value: unknown): number =>
  typeof value === "number" && value > 0 ? Math.round(Math.min(value, mostTokens)) : 0;

/** What a server reports, whose word for it this is; null when it names no number. */
export function fromReport(report: Readonly<Record<string, unknown>>): Usage | null {
  const { prompt_tokens: prompt, completion_tokens: completion } = report;
  if (typeof prompt !== "number" && typeof completion !== "number") return null;
  const details = report["prompt_tokens_details"] as { cached_tokens?: unknown } | null | undefined;
  return {
    prompt: whole(prompt),
    cached: whole(details?.cached_tokens),
    completion: whole(completion),
    source: "reported",
  };
}

/** UTF-8 of a token, about: errs high for Russian and is close for English. */
const bytesPerToken = 4;
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / bytesPerToken);

/** Tokens of a prompt, with the few that frame each message. */
export const promptTokens = (messages: readonly PromptMessage[]): number =>
  messages.reduce((tokens, one) => tokens + tokensOf(one.content) + 4, 3);

/** What a model was asked, as the ledger keeps it should the worker be killed before it is answered. */
export interface Asked {
  readonly callId: string;
  readonly promptTokens: number;
}

/**
 * The estimate for a call whose server reported nothing; one that was never sent cost nothing.
 *   bytes: of all that came, thoughts included.
 */
export const estimate = (
  messages: readonly PromptMessage[],
  bytes: number,
  requests: number,
): Usage =>
  requests === 0
    ? none
    : {
        prompt: bytes === 0 ? 0 : promptTokens(messages),
        cached: 0,
        completion: Math.ceil(bytes / bytesPerToken),
        source: "estimated",
      };

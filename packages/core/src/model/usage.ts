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

/** What a stream's last chunk reports. */
export const fromReport = (report: {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number } | null;
}): Usage => ({
  prompt: whole(report.prompt_tokens),
  cached: whole(report.prompt_tokens_details?.cached_tokens),
  completion: whole(report.completion_tokens),
  source: "reported",
});

/** About four bytes of UTF-8 a token, which errs high for Russian and is close for English. */
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

/** Tokens of a prompt, with the few that frame each message. */
export const promptTokens = (messages: readonly PromptMessage[]): number =>
  messages.reduce((tokens, one) => tokens + tokensOf(one.content) + 4, 3);

/** The estimate for a call whose server reported nothing; one that was never sent cost nothing. */
export const estimate = (
  messages: readonly PromptMessage[],
  text: string,
  requests: number,
): Usage =>
  requests === 0
    ? none
    : {
        prompt: text === "" ? 0 : promptTokens(messages),
        cached: 0,
        completion: tokensOf(text),
        source: "estimated",
      };

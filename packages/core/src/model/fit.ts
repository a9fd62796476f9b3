// A dialogue that is longer than a model's window: what is left of it, and how long the answer may be.
import type { PromptMessage } from "../prompts/message.ts";
import { promptTokens } from "./usage.ts";

export interface Fitted {
  readonly messages: readonly PromptMessage[];
  /** Tokens of the longest answer. */
  readonly maxTokens: number;
  /** Older messages of the dialogue that did not fit. */
  readonly leftOut: number;
}

/** An answer with less room is none. */
const minAnswer = 64;

/**
 * The instructions, the newest messages and an answer that fit a window of so many tokens together. Half of what the
 * instructions and the last messages leave is the answer's at least, as far as it may want it; older messages get the rest.
 * Null when there is no room for an answer.
 *   inseparable: how many messages at the end stay together
 */
export function fit(
  messages: readonly PromptMessage[],
  maxTokens: number,
  window: number,
  inseparable = 1,
): Fitted | null {
  const instructions = messages.filter((one) => one.role === "system");
  const dialogue = messages.filter((one) => one.role !== "system");
  const last = dialogue.slice(-inseparable);
  const free = window - promptTokens([...instructions, ...last]);
  if (free < Math.min(minAnswer, maxTokens)) return null;
  const forAnswer = Math.min(maxTokens, Math.ceil(free / 2));
  let from = Math.max(0, dialogue.length - inseparable);
  // In pairs, so that what is kept begins with the learner.
  for (let next = from - 2; next >= 0; next -= 2) {
    const tokens = promptTokens([...instructions, ...dialogue.slice(next)]);
    if (tokens + forAnswer > window) break;
    from = next;
  }
  const kept = [...instructions, ...dialogue.slice(from)];
  return {
    messages: kept,
    maxTokens: Math.min(maxTokens, window - promptTokens(kept)),
    leftOut: from,
  };
}

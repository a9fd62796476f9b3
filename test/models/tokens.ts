// Tokens as the scripted servers with a small window count them: a little more than our own estimate.
import type { Asked } from "./exchange.ts";

export const promptTokens = (asked: Asked): number =>
  asked.messages.reduce(
    (sum, { content }) => sum + Math.ceil(Buffer.byteLength(content) / 3.8) + 4,
    4,
  );

export const answerTokens = ({ max_tokens: tokens, max_completion_tokens: other }: Asked): number =>
  tokens ?? other ?? 0;

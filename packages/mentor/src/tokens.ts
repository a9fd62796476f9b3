// Tokens, estimated from the text: what a modern tokenizer makes of Latin, Cyrillic and the rest.

export const estimateTokens = (text: string): number => {
  const latin = text.match(/[\0-\u024f]/gu)?.length ?? 0;
  const cyrillic = text.match(/[\u0400-\u052f]/gu)?.length ?? 0;
  const all = text.match(/./gsu)?.length ?? 0;
  return Math.ceil(latin / 4 + cyrillic / 3 + (all - latin - cyrillic));
};

const piece = { chars: 28, most: 90 } as const;

/**
 * The text in pieces as a model would stream it: about `chars` long, ended at a space where there is one, never
 * inside a surrogate pair, and about `most` of them at most, so that long answers do not take longer.
 */
export const pieces = (text: string): string[] => {
  const size = Math.max(piece.chars, Math.ceil(text.length / piece.most));
  const toSpace = `.{${Math.ceil(size / 2)},${size}}(?= )`;
  return text.match(new RegExp(`.{1,${size}}$|${toSpace}|.{1,${size}}`, "gsu")) ?? [];
};

// Tokens, estimated from the text: what a modern tokenizer makes of Latin, Cyrillic and the rest.

export const estimateTokens = (text: string): number => {
  let latin = 0;
  let cyrillic = 0;
  let other = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x250) latin += 1;
    else if (code >= 0x400 && code < 0x530) cyrillic += 1;
    else other += 1;
  }
  return Math.ceil(latin / 4 + cyrillic / 3 + other);
};

/** What a chat request costs: its texts and a few tokens of frame for each message. */
export const estimatePrompt = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + estimateTokens(text) + 4, 3);

const piece = { chars: 28, most: 90 } as const;

/**
 * The text in pieces as a model would stream it: about `chars` long, ended at a space where there is one, never
 * inside a surrogate pair, and never more than `most` of them, so that long answers do not take longer.
 */
export const pieces = (text: string): string[] => {
  const size = Math.max(piece.chars, Math.ceil(text.length / piece.most));
  const list: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + size);
    const space = text.lastIndexOf(" ", end);
    if (end < text.length && space > start + size / 2) end = space;
    const code = text.charCodeAt(end - 1);
    if (end < text.length && code >= 0xd800 && code < 0xdc00) end += 1;
    list.push(text.slice(start, end));
    start = end;
  }
  return list;
};

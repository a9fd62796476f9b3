// A message that begins with a quote, as its two parts.

/** Null for a message that is not a quote with something below it. */
export function quoteOf(text: string): { passage: string; question: string } | null {
  const [, quote, question] = /^((?:>.*\n)+)\n([^]+)$/.exec(text) ?? [];
  return quote && question ? { passage: quote.replace(/^> ?/gm, "").trimEnd(), question } : null;
}

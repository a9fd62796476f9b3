// The language a text is written in, as far as its letters tell: for screen readers, hyphenation and translators.

/** Scripts that stand for one language more than for any other. Japanese comes first: it has Chinese signs too. */
const scripts = { ja: "Hira", ru: "Cyrl", ar: "Arab", he: "Hebr", zh: "Hani", ko: "Hang" };

/** Words that no English text is without. */
const english = /\b(?:the|and|of|to|is|you|for|with)\b/gi;

/** A language tag; empty for a text in a language that cannot be told. */
export function languageOf(text: string): string {
  const start = text.slice(0, 1_000);
  const count = (one: RegExp): number => start.match(one)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  for (const [language, script] of Object.entries(scripts)) {
    if (count(new RegExp(`\\p{sc=${script}}`, "gu")) * 4 > letters) return language;
  }
  return count(english) * 80 > letters ? "en" : "";
}

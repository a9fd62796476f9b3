// Which addresses a text may lead to: the web and mail, nothing a page could run.

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  colon: ":",
  tab: "\t",
  newline: "\n",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  laquo: "«",
  raquo: "»",
  copy: "©",
  times: "×",
  rarr: "→",
  larr: "←",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  minus: "−",
  le: "≤",
  ge: "≥",
  ne: "≠",
  deg: "°",
};

const numbered = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : "\ufffd";

/** The character an entity stands for; undefined for one that is not known. */
export function entity(name: string): string | undefined {
  if (/^#x[\da-f]{1,6}$/i.test(name)) return numbered(Number.parseInt(name.slice(2), 16));
  if (/^#\d{1,7}$/.test(name)) return numbered(Number(name.slice(1)));
  const key = name.toLowerCase();
  return Object.hasOwn(named, key) ? named[key] : undefined;
}

export const entityPattern = /&(#x?[\da-z]{1,7}|[a-z]{2,10});/gi;

const plain = (text: string): string =>
  text
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(entityPattern, (whole, name: string) => entity(name) ?? whole);

/** The address as a browser may open it, or null. `written` is the source, escapes and all. */
export function safeHref(written: string): string | null {
  // Browsers skip these inside a scheme: what is checked is what they would read.
  const address = plain(written).replace(/[\s\p{Cc}]/gu, "");
  if (!/^(?:https?:\/\/|mailto:)[^/]/i.test(address)) return null;
  try {
    const { href, protocol } = new URL(address);
    return /^(?:https?|mailto):$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

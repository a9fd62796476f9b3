// JSON out of a model's answer: bare, fenced, or with words around it.

/** The end of the bracketed text that begins at `start`, or -1 when it is never closed. */
const closing = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Attempts are bounded: an answer made of brackets must not cost a quadratic search. */
const mostAttempts = 200;

/** What PostgreSQL cannot store is taken out of every string: NUL characters and broken surrogates. */
const storable = (value: unknown): unknown => {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key.replaceAll("\0", ""), storable(field)]),
    );
  return value;
};

/** Every JSON object or array that stands in the text, in order, nested ones not repeated. */
export const jsonValues = (text: string): unknown[] => {
  const clean = text.replaceAll("\0", "").trim();
  const whole = parsed(clean);
  if (whole !== null && typeof whole === "object") return [storable(whole)];
  const found: unknown[] = [];
  const opening = /[{[]/g;
  for (let attempts = 0; attempts < mostAttempts; attempts += 1) {
    const start = opening.exec(clean)?.index;
    if (start === undefined) break;
    const end = closing(clean, start);
    const value = end < 0 ? undefined : parsed(clean.slice(start, end));
    if (value === undefined) continue;
    found.push(storable(value));
    opening.lastIndex = end;
  }
  return found;
};

// What a server wrote in place of an answer, in any of the shapes in which servers write it.

export interface Refusal {
  readonly status: number;
  /** What it says in words, without markup. At most 2,000 characters. */
  readonly words: string;
  /** The parameters it names: `param`, or the path of a validation error, as "body.messages.0.role". */
  readonly params: readonly string[];
  /** Codes and types of the error, in lower case. */
  readonly codes: readonly string[];
  /** How long it asks to wait before another request. */
  readonly retryAfterMs: number | null;
  /** A web page, not an API's words. */
  readonly isPage: boolean;
}

const maxChars = 2_000;
const dayMs = 86_400_000;

const wordKeys: ReadonlySet<string> = new Set([
  "message",
  "msg",
  "detail",
  "details",
  "error",
  "errors",
  "error_message",
  "title",
  "reason",
  "description",
  "raw",
]);
const paramKeys: ReadonlySet<string> = new Set(["param", "parameter", "loc", "field"]);
const codeKeys: ReadonlySet<string> = new Set(["code", "type", "error_type", "error_code"]);

interface Found {
  readonly words: string[];
  readonly params: string[];
  readonly codes: string[];
}

const isPlain = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number";

/** Only known keys are looked into: validation errors repeat the whole request under others. */
function collect(value: unknown, found: Found, depth = 0): void {
  if (depth > 6 || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value.slice(0, 20)) {
      if (typeof one === "string") found.words.push(one);
      else collect(one, found, depth + 1);
    }
    return;
  }
  for (const [key, field] of Object.entries(value)) {
    if (paramKeys.has(key)) {
      if (isPlain(field)) found.params.push(String(field));
      else if (Array.isArray(field)) found.params.push(field.filter(isPlain).join("."));
    } else if (codeKeys.has(key) && isPlain(field)) {
      found.codes.push(String(field).toLowerCase());
    } else if (key === "n_ctx" && isPlain(field)) {
      found.words.push(`n_ctx: ${field}`);
    } else if (wordKeys.has(key)) {
      if (typeof field === "string") found.words.push(field);
      else collect(field, found, depth + 1);
    }
  }
}

const isPage = (body: string): boolean => /^[\s\uFEFF]*<(?:!doctype|html|head|body)/i.test(body);

const withoutMarkup = (page: string): string =>
  page
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, " ")
    .replace(/<[^<>]{0,2000}>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

function foundIn(body: string): Found {
  const found: Found = { words: [], params: [], codes: [] };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === "string") found.words.push(value);
    collect(value, found);
  } catch {
    found.words.push(isPage(body) ? withoutMarkup(body) : body);
  }
  return found;
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** "Please try again in 1m2.5s", as OpenAI's limits say it. */
function waitInWords(words: string): number | null {
  const [, span] =
    /(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?(?:ms|[hms])){1,3})/i.exec(words) ?? [];
  if (span === undefined) return null;
  return [...span.matchAll(/([\d.]+)(ms|[hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}

/** The wait that headers or words ask for, in milliseconds; null when they ask for none. */
function waitOf(headers: Headers, words: string, now: number): number | null {
  const exact = headers.get("retry-after-ms");
  const after = headers.get("retry-after");
  const asked =
    exact !== null
      ? Number(exact)
      : after === null
        ? waitInWords(words)
        : /^\s*[\d.]+\s*$/.test(after)
          ? Number(after) * 1_000
          : Date.parse(after) - now;
  return asked === null || Number.isNaN(asked) ? null : Math.min(Math.max(0, asked), dayMs);
}

/** Reads a refusal. `body` may have been cut at our limit. */
export function readRefusal(
  status: number,
  headers: Headers,
  body: string,
  now = Date.now(),
): Refusal {
  const { words, params, codes } = foundIn(body);
  const text = words
    .join("; ")
    .replaceAll("\0", "")
    .toWellFormed()
    .slice(0, maxChars)
    .toWellFormed();
  return {
    status,
    words: text,
    params,
    codes,
    retryAfterMs: waitOf(headers, text, now),
    isPage: isPage(body),
  };
}

/** An error that came where an answer was promised (status 200): its own code says which status it means. */
export function refusalInAnswer(error: unknown, status = 200): Refusal {
  const body = JSON.stringify(typeof error === "string" ? { error } : error) ?? "";
  const read = readRefusal(status, new Headers(), body);
  const meant = read.codes.map(Number).find((code) => code >= 400 && code <= 599);
  return { ...read, status: meant ?? statusOf(read) };
}

/** A status for an error that names none. */
function statusOf({ codes, words }: Refusal): number {
  const text = `${codes.join(" ")} ${words}`;
  if (/rate.?limit|too many requests|quota/i.test(text)) return 429;
  if (/auth|api.?key|permission|forbidden/i.test(text)) return 401;
  if (/not.?found|does not exist/i.test(text)) return 404;
  if (/invalid.?request|bad.?request|unsupported|context.?length|too long|validation/i.test(text)) {
    return 400;
  }
  return 502;
}

// The lines of a message that can be a plan: no quotes, no code, no comments; and what each line is.
import { hoursIn, type Hours } from "./plan-hours.ts";
import { cleaned, folded, marked } from "./plan-text.ts";

/** A line that names a module. */
export interface ModuleLine {
  /** "module", "week", …; "" where only a number stands. */
  readonly word: string;
  readonly number: number;
  /** `**Module 1**` and `### Module 1` name a module by themselves; items and plain lines only in company. */
  readonly form: "heading" | "bold" | "list";
  readonly title: string;
  readonly hours: Hours;
  /** The line speaks of hours, clearly or not. */
  readonly hasHours: boolean;
  readonly summary: string | null;
  /** A range of numbers, or struck out. */
  readonly isDoubtful: boolean;
}

export interface Line {
  readonly kind: "blank" | "heading" | "bold" | "rule" | "item" | "row" | "text";
  /** Of a heading 1 to 6, else 0. */
  readonly level: number;
  readonly indent: number;
  /** Marked (see plan-text.ts), without the signs in front. */
  readonly text: string;
  /** The line has ended: on a growing text the last one has not. */
  readonly isWhole: boolean;
  readonly module: ModuleLine | null;
}

/** Longer lines are prose. */
const maxChars = 600;
/** No paragraph has more, no answer more lines: beyond that nothing is read, so that no text of any kind is slow. */
const maxTextChars = 8_000;
const maxLines = 10_000;
const maxModuleLines = 500;

const fence = /^\s*(`{3,}|~{3,})([^`]*)$/;
const wrapper = /^(`{3,}|~{3,})[ \t]*(?:markdown|md|text|txt|plaintext)?[ \t]*$/i;
const closes = (line: string, opening: string): boolean => {
  const [, sign = "", info = ""] = fence.exec(line) ?? [];
  return sign.startsWith(opening) && info.trim() === "";
};

/** HTML comments are hidden from the reader; one that is not closed hides the rest. */
const withoutComments = (text: string): string => {
  let out = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf("<!--", at);
    if (start < 0) return out + text.slice(at);
    if (text[start - 1] === "\\") {
      out += text.slice(at, start + 4);
      at = start + 4;
      continue;
    }
    out += text.slice(at, start);
    const end = text.indexOf("-->", start + 4);
    if (end < 0) return out;
    at = end + 3;
  }
};

/** A message that is one single fence, as some models answer, is what stands in it. Its fence may still be open. */
const unwrapped = (lines: readonly string[]): { lines: readonly string[]; isOpen: boolean } => {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const outer = wrapper.exec(lines[first]?.trim() ?? "")?.[1];
  if (outer === undefined) return { lines, isOpen: false };
  let inner: string | null = null;
  for (let at = first + 1; at <= last; at += 1) {
    const line = lines[at] ?? "";
    const [, sign, info = ""] = fence.exec(line) ?? [];
    if (sign === undefined) continue;
    if (inner !== null) inner = closes(line, inner) ? null : inner;
    else if (info.trim() !== "") inner = sign;
    else if (closes(line, outer))
      return at === last
        ? { lines: [...lines.slice(first + 1, last), ""], isOpen: false }
        : { lines, isOpen: false };
  }
  return { lines: lines.slice(first + 1), isOpen: true };
};

const words =
  "модуль|module|недел[яи]|weeks?|блок|block|раздел|section|част[ьи]|parts?|этап|stage|фаза|phase|юнит|unit|глава|chapter|тема|topic|урок|lesson|шаг|step|день|day".split(
    "|",
  );
const signs = String.raw`[^a-z\d\u00C0-\u1FFF\u2C00-\uDFFF]{0,12}`;
const moduleStart = new RegExp(
  `^${signs}(?:(?<word>${words.join("|")}) ?(?:№|#|no\\.?)? ?)?(?<number>\\d{1,3})(?<cap>\\uFE0F?\\u20E3)?(?!\\d|[.,]\\d|-[a-zа-яё])(?: ?(?:из|of|/) ?\\d{1,3}(?!\\d))?` +
    `(?: ?(?<sign>[.:)\\]|—–-]{1,3})(?:(?<=[—–-])(?<range> ?\\d{1,3}(?=[.:)\\]]|$| \\()))?(?: ?[.:)\\]|—–-]{1,3})? ?| (?=\\()| ?$| (?<space>))`,
  "u",
);

/** The same word in both languages and numbers is one word: "module" for "Модуль". */
const wordOf = (found: string): string => {
  const at = words.findIndex((word) => new RegExp(`^(?:${word})$`, "i").test(found));
  return at < 0 ? "" : (words[at | 1] ?? "").replace("s?", "");
};

/** What a marked text says of a module, or null. */
const moduleOf = (text: string, form: ModuleLine["form"], given?: number): ModuleLine | null => {
  const fold = folded(text);
  const found = moduleStart.exec(fold);
  const { word, cap, sign, range, space } = found?.groups ?? {};
  const isNamed = word !== undefined;
  const isNumbered = isNamed || ((cap ?? sign) !== undefined && given === undefined);
  if (!isNumbered && given === undefined) return null;
  const isPlain = form === "list" && given === undefined;
  if (isPlain && (!isNamed || space !== undefined)) return null;
  const start = isNumbered ? (found?.[0].length ?? 0) : 0;
  const rest = text.slice(start);
  const hours = hoursIn(fold.slice(start));
  const before = rest.slice(0, hours?.from);
  const behind = rest.slice(hours?.to ?? rest.length).replace(/^[ .:—–-]{1,4}/, "");
  // "Module 1 (4 h): Basics" has its title behind the hours, "1. Basics (4 h): the first steps" a summary.
  const title = before.trim() === "" ? behind : before;
  return {
    word: isNamed ? wordOf(word) : "",
    number: isNumbered ? Number(found?.groups?.["number"]) : (given ?? 0),
    form,
    title: title.replaceAll("~~", "").replace(/[ :]+$/, ""),
    hours: hours?.hours ?? null,
    hasHours: hours !== undefined,
    summary: title === behind || !/[\p{L}\p{N}]/u.test(behind) ? null : behind,
    isDoubtful: range !== undefined || text.includes("~~"),
  };
};

const block = /^([ \t]*)(?:(#{1,6})(?:[ \t]+|$)|([-*+•–—▪◦‣·]|(\d{1,3})[.)])[ \t\u00A0]+)?(.*)$/;
const isBold = (text: string): boolean => /^(?:\*\*|__)[^*_\s]/.test(text);
/** Nothing on the line but its bold text. */
const isAllBold = (text: string): boolean =>
  isBold(text) && text.indexOf(text.slice(0, 2), 2) === text.trimEnd().length - 2;
const isRule = (text: string): boolean =>
  text.length >= 3 && ["-", "*", "_"].some((sign) => text.replaceAll(sign, "").trim() === "");

/** What one line is. */
export const lineOf = (raw: string, isWhole = true): Line => {
  const trimmed = raw.trim();
  const base = { level: 0, indent: 0, text: "", isWhole, module: null };
  if (trimmed === "" || trimmed.startsWith(">") || raw.length > maxTextChars)
    return { kind: "blank", ...base };
  if (isRule(trimmed)) return { kind: "rule", ...base };
  const [, space = "", hashes, bullet, digits, rest = ""] = block.exec(raw) ?? [];
  const indent = space.replaceAll("\t", "    ").length;
  const isShort = raw.length <= maxChars;
  if (trimmed.startsWith("|")) return { kind: "row", ...base, indent, text: trimmed };
  if (hashes !== undefined && indent < 4) {
    const text = marked(rest.replace(/[ \t]#+[ \t]*$/, ""));
    const level = hashes.length;
    const canName = isShort && level > 1 && level < 6;
    const module = canName ? moduleOf(text, "heading") : null;
    return { kind: "heading", level, indent, text, isWhole, module };
  }
  const text = marked(rest);
  const canName = isShort && indent < 4;
  if (bullet !== undefined) {
    const given = digits === undefined ? undefined : Number(digits);
    const module = canName ? moduleOf(text, "list", given) : null;
    return { kind: "item", level: 0, indent, text, isWhole, module };
  }
  const bold = isBold(rest);
  const module = canName ? moduleOf(text, bold ? "bold" : "list") : null;
  return {
    kind: bold && isAllBold(rest) ? "bold" : "text",
    level: 0,
    indent,
    text,
    isWhole,
    module,
  };
};

/** Every line of a message that may belong to a plan, none of one with too many. `isOpen`: the fence around the whole message is not closed yet. */
export const linesOf = (markdown: string): { lines: Line[]; isOpen: boolean } => {
  const text = withoutComments(cleaned(markdown)).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const all = text.split("\n");
  if (all.length > maxLines) return { lines: [], isOpen: false };
  const { lines: raw, isOpen } = unwrapped(all);
  const lines: Line[] = [];
  let code: string | null = null;
  let named = 0;
  for (const [at, line] of raw.entries()) {
    if (code !== null) {
      if (closes(line, code)) code = null;
      continue;
    }
    code = fence.exec(line)?.[1] ?? null;
    if (code !== null) continue;
    const read = lineOf(line, at < raw.length - 1);
    if (read.module !== null) named += 1;
    if (named > maxModuleLines) return { lines: [], isOpen };
    lines.push(read);
  }
  return { lines, isOpen };
};

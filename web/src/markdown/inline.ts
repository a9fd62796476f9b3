// The text of a line: emphasis, code, links, escapes. Raw HTML is text; images are links.
import { pair, runOf, type Part } from "./emphasis.ts";
import { formulaAt } from "./formula.ts";
import { entity, safeHref } from "./href.ts";
import { deepest, type Inline } from "./model.ts";

interface Found {
  readonly parts: readonly Part[];
  readonly end: number;
}

const text = (value: string): Inline => ({ type: "text", text: value });
const one = (part: Inline, end: number): Found => ({ parts: [part], end });

/** The longest label of a link, in characters: it bounds the search for its end. */
const farthest = 2_000;

const at = (pattern: RegExp, source: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(source);
};

/** Two backslashes are what they are: they stand in paths and in formulas. */
const escape = /\\([!-/:-@[\]-`{-~\n])/y;
/** A name between double underscores, as Python has them. */
const dunder = /__[a-z][\da-z]*(?:_[\da-z]+)*__(?![\da-z])/y;
const entityAt = /&(#x?[\da-z]{1,7}|[a-z]{2,10});/iy;
const breakAt = /( *)\n[ \t]*|<br ?\/?>\n?/iy;
const auto = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200})>/iy;
const bare = /https?:\/\/[^\s<>`"]{1,2000}/iy;
const ticks = /`+/y;
const marks = /(\*+|_+|~+)/y;
const destination =
  /\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s\\()]|\((?:\\.|[^\s\\()])*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;

function codeSpan(source: string, from: number): Found | null {
  const run = at(ticks, source, from)?.[0] ?? "";
  for (let open = from + run.length; ;) {
    const next = source.indexOf("`", open);
    if (next < 0) return one(text(run), from + run.length);
    const length = at(ticks, source, next)?.[0].length ?? 1;
    if (length === run.length) {
      const inner = source.slice(from + length, next).replaceAll("\n", " ");
      const isPadded = /^ .*[^ ].* $/.test(inner) || /^ [^ ] $/.test(inner);
      return one({ type: "code", text: isPadded ? inner.slice(1, -1) : inner }, next + length);
    }
    open = next + length;
  }
}

/** Where the bracket opened at `from` closes; -1 for nowhere near. */
function closing(source: string, from: number): number {
  const last = Math.min(source.length, from + farthest);
  let depth = 0;
  for (let i = from; i < last; i += 1) {
    const char = source[i];
    if (char === "\\") i += 1;
    else if (char === "[") depth += 1;
    else if (char === "]" && (depth -= 1) === 0) return i;
  }
  return -1;
}

function link(source: string, from: number, depth: number): Found | null {
  const open = source[from] === "!" ? from + 1 : from;
  if (source.indexOf("](", open) < 0) return null;
  const close = closing(source, open);
  const target = close < 0 ? null : at(destination, source, close + 1);
  if (target === null) return null;
  const end = close + 1 + target[0].length;
  const address = target[1] ?? target[2] ?? "";
  const label = source.slice(open + 1, close);
  const inner = inline(label === "" ? address : label, depth + 1);
  const href = safeHref(address);
  if (href === null) return { parts: inner, end };
  // A link within a link is its text: an image in a link leads where the link leads.
  const children = inner.flatMap((part) => (part.type === "link" ? part.children : [part]));
  return one({ type: "link", href, children }, end);
}

const trailing = /[?!.,:;*_~'"…»”)\]]+$/;

function bareLink(source: string, from: number): Found | null {
  if (from > 0 && /[\p{L}\p{N}/]/u.test(source[from - 1] ?? "")) return null;
  const found = at(bare, source, from)?.[0];
  if (found === undefined) return null;
  let address = found.replace(trailing, "");
  const opened = address.split("(").length - address.split(")").length;
  if (opened > 0 && found[address.length] === ")") address += ")";
  const href = safeHref(address);
  return href === null
    ? null
    : one({ type: "link", href, children: [text(address)] }, from + address.length);
}

function autoLink(source: string, from: number): Found | null {
  const found = at(auto, source, from);
  const address = found?.[1] ?? "";
  const href = safeHref(/^(?:https?|mailto):/i.test(address) ? address : `mailto:${address}`);
  if (found === null || href === null) return null;
  return one({ type: "link", href, children: [text(address)] }, from + found[0].length);
}

function lineBreak(source: string, from: number): Found | null {
  const found = at(breakAt, source, from);
  return found === null ? null : one({ type: "break" }, from + found[0].length);
}

function formula(source: string, from: number, depth: number): Found | null {
  // In a link's words escaped brackets are brackets, as in `[\[1\]](…)`.
  const found = depth > 0 && source[from + 1] === "[" ? null : formulaAt(source, from);
  if (found === null) return null;
  const { end, ...shown } = found;
  return one({ type: "formula", ...shown }, end);
}

function escaped(source: string, from: number, depth: number): Found | null {
  const char = at(escape, source, from)?.[1];
  // The mark of a formula without its other half stays as it was written.
  if (depth === 0 && char !== undefined && "()[]".includes(char)) return null;
  if (char !== undefined) return one(char === "\n" ? { type: "break" } : text(char), from + 2);
  return source[from + 1] === "\\" ? one(text("\\\\"), from + 2) : null;
}

function emphasis(source: string, from: number): Found {
  const [run = ""] = at(marks, source, from) ?? [];
  const [name] = at(dunder, source, from) ?? [];
  const before = source[from - 1] ?? "";
  if (run === "__" && name !== undefined && !/\w/.test(before)) {
    return one(text(name), from + name.length);
  }
  const end = from + run.length;
  return { parts: [runOf(run[0] ?? "", run.length, before, source[end] ?? "")], end };
}

function special(source: string, from: number, depth: number): Found | null {
  const char = source[from];
  switch (char) {
    case "$":
      return formula(source, from, depth);
    case "\\":
      return formula(source, from, depth) ?? escaped(source, from, depth);
    case "&": {
      const found = at(entityAt, source, from);
      const value = entity(found?.[1] ?? "");
      return found === null || value === undefined
        ? null
        : one(text(value), from + found[0].length);
    }
    case "`":
      return codeSpan(source, from);
    case " ":
    case "\n":
      return lineBreak(source, from);
    case "<":
      return lineBreak(source, from) ?? autoLink(source, from);
    case "h":
    case "H":
      return bareLink(source, from);
    case "!":
    case "[":
      return (char === "[" || source[from + 1] === "[") && depth < deepest
        ? link(source, from, depth)
        : null;
    case "*":
    case "_":
    case "~":
      return emphasis(source, from);
    default:
      return null;
  }
}

/** Plain text up to the next character that may mean something. */
const plain = /[^\\$&`<hH![*_~\n ]+| +(?!\n| *\n)/y;

/** What a paragraph, heading or cell says. */
export function inline(source: string, depth = 0): Inline[] {
  const parts: Part[] = [];
  for (let from = 0; from < source.length;) {
    const run = at(plain, source, from)?.[0];
    const found =
      run === undefined ? special(source, from, depth) : one(text(run), from + run.length);
    const { parts: more, end } = found ?? one(text(source[from] ?? ""), from + 1);
    parts.push(...more);
    from = end;
  }
  return pair(parts);
}

// List items: marker, lines, checkbox.

export interface Marker {
  /** What the list's other items begin with: `-`, `*`, `+`, `.` or `)`. */
  readonly mark: string;
  /** Null in a list of bullets. */
  readonly number: number | null;
  /** Columns before the mark, and before the text. */
  readonly indent: number;
  readonly inset: number;
  readonly text: string;
}

// Four digits are a year that begins a sentence, not an item's number.
const pattern = /^( {0,3})(?:([-+*])|(\d{1,3})([.)]))(?:( {1,4})(?! )(.*)|( )(.*)|)$/;

/** The mark a line begins with, if it begins an item. */
export function marker(line: string): Marker | null {
  const found = pattern.exec(line);
  if (found === null) return null;
  const [, indent = "", bullet, number, delimiter = "", space = found[7] ?? " ", near] = found;
  const width = bullet === undefined ? (number?.length ?? 0) + 1 : 1;
  return {
    mark: bullet ?? delimiter,
    number: number === undefined ? null : Number(number),
    indent: indent.length,
    inset: indent.length + width + space.length,
    text: (near ?? found[8] ?? "").trim(),
  };
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** The lines of the item that begins at `from`, without their indent, and the line after them. */
export function collect(
  lines: readonly string[],
  from: number,
  item: Marker,
  interrupts: (at: number) => boolean,
): { inner: string[]; next: number } {
  const inner = [(lines[from] ?? "").slice(item.inset)];
  let at = from + 1;
  let wasBlank = false;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      wasBlank = true;
      inner.push("");
      continue;
    }
    const indent = indentOf(line);
    const belongs = indent >= item.inset || indent >= item.indent + 2;
    if (!belongs && (wasBlank || interrupts(at) || marker(line) !== null)) break;
    inner.push(line.slice(Math.min(indent, item.inset)));
    wasBlank = false;
  }
  while (inner.at(-1) === "" && inner.length > 1) inner.pop();
  if (wasBlank) while (at > from + 1 && (lines[at - 1] ?? "").trim() === "") at -= 1;
  return { inner, next: at };
}

const box = /^\[([ xX])\](?: +|$)/;

/** An item's box to tick, and its lines without it. */
export function readItem(inner: readonly string[]): {
  done: boolean | null;
  rest: readonly string[];
} {
  const [first = "", ...others] = inner;
  const found = box.exec(first);
  if (found === null) return { done: null, rest: inner };
  return { done: found[1] !== " ", rest: [first.slice(found[0].length), ...others] };
}

// Where a module goes: "after module 2", "в начало", "to position 3".
import { mentionsModule, quotedIn, refsIn, type Ref } from "./refs.ts";
import { slice, without, type Said } from "./said.ts";
import { any, source } from "./words.ts";

export type Place =
  | { readonly at: "after" | "before"; readonly ref: Ref }
  /** Counted from 1; -1 is the end. */
  | { readonly at: "position"; readonly number: number };

export interface Placed {
  readonly place: Place;
  /** The text without the words of place. */
  readonly rest: Said;
}

const beside = new RegExp(
  `(?:(${source("place.after")})|${source("place.before")})\\s+(?!\\d+h)(.+)$`,
  "su",
);
const ordinal = "\\s+#?(-?\\d+)(?![\\dh])";
/** The number that a pattern stands for, or null where it reads one. */
const slots: readonly (readonly [RegExp, "flat" | "raw", number | null])[] = [
  [new RegExp(`${source("place.position")}${ordinal}`, "u"), "flat", null],
  [new RegExp(`${source("place.to")}${ordinal}\\s+${source("place.slot")}`, "u"), "flat", null],
  [any("place.start"), "raw", 1],
  [any("place.end"), "raw", -1],
];
/** "Put module 2 last", "вторым модулем": an ordinal at the end; "last one" is "#-1 1". */
const ordinalAtEnd =
  /(?:(?<!\p{L})(?:as|to be|come|go|the|be)\s+)*#(-?\d+)(?:\s+1)?(?:\s+(?:module|модулем|номером))?\s*$/u;

/** "after X" may be part of a topic ("life after the war"): with `strict` X must look like a module. */
const besideIn = (text: Said, strict: boolean): Placed | null => {
  const found = beside.exec(text.flat);
  if (found?.[2] === undefined) return null;
  const other = slice(text, found.index + found[0].length - found[2].length);
  const isModule =
    mentionsModule(other) || /#-?\d/.test(other.flat) || quotedIn(other.raw) !== null;
  const [ref] = strict && !isModule ? [] : refsIn(other);
  if (ref === undefined) return null;
  const at = found[1] === undefined ? "before" : "after";
  return { place: { at, ref }, rest: slice(text, 0, found.index) };
};

/** @param strict take only what cannot be part of a topic's name */
export const placeIn = (text: Said, strict = false): Placed | null => {
  const neighbour = besideIn(text, strict);
  if (neighbour !== null) return neighbour;
  const at = (found: RegExpExecArray, number: number): Placed => ({
    place: { at: "position", number },
    rest: without(text, found.index, found.index + found[0].length),
  });
  for (const [slot, side, number] of slots) {
    const found = slot.exec(text[side]);
    if (found !== null) return at(found, number ?? Number(found[1]));
  }
  const last = strict ? null : ordinalAtEnd.exec(text.flat);
  const isAlone = text.raw.slice(0, last?.index).trim() === "";
  return last === null || isAlone ? null : at(last, Number(last[1]));
};

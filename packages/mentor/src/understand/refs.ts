// Which module a person means: by number, by place, or by what it is about.
import { oneLine } from "../text.ts";
import { slice, type Said } from "./said.ts";
import { every, source } from "./words.ts";

export type Ref =
  /** Counted from 1 as shown; -1 is the last, -2 the one before it. */
  | { readonly by: "number"; readonly number: number }
  | { readonly by: "words"; readonly words: string };

const word = source("moduleWord", "modulesWord");
const anyModule = new RegExp(word, "iu");
const moduleBefore = new RegExp(`${word}[\\s№#:]*(?:(?:number|no\\.?|номер)\\s*)?$`, "u");
const moduleAfter = new RegExp(`^\\s+(?:(${source("moduleWord")})|${source("modulesWord")})`, "u");
const number = "#?-?\\d{1,6}(?![\\dh])";
const list = new RegExp(
  `(?<![\\p{L}\\d.])${number}(?:[\\s,№-]*(?:(?:and|or|with|the|и|или|с|со)\\s+)*${number})*`,
  "gu",
);

const byNumber = (numbers: readonly number[]): Ref[] =>
  numbers.map((one) => ({ by: "number", number: one }));

export const mentionsModule = (text: Said): boolean => anyModule.test(text.raw);

/** Numbers near the word "module", lists of them, and ordinals; not hours, and not how many ("2 modules"). */
export const numberRefs = (text: Said): Ref[] => {
  const found = [...text.flat.matchAll(list)].flatMap((match): number[] => {
    const all = [...match[0].matchAll(/(#?)(-?\d+)/g)].map(([, mark, digits]) => ({
      isOrdinal: mark === "#",
      value: Number(digits),
    }));
    const [end, many] = all;
    // "The last two" are two modules, "the last one" is one.
    const isEnd = end?.isOrdinal && Math.abs(end.value) === 1 && all.length === 2;
    if (isEnd && many?.isOrdinal === false)
      return Array.from({ length: Math.min(many.value, 20) }, (_, at) => end.value * (at + 1));
    const after = moduleAfter.exec(text.flat.slice(match.index + match[0].length));
    const isNamed =
      moduleBefore.test(text.flat.slice(0, match.index)) ||
      (after !== null && (after[1] !== undefined || all.length > 1));
    return all.filter((one) => isNamed || one.isOrdinal).map((one) => one.value);
  });
  return byNumber([...new Set(found)]);
};

const quotes = /[«“„"]([^«»“”„"]{1,200})[»”"]|(?<!\p{L})'([^']{1,200})'(?!\p{L})/u;

/** The text in quotes, if there is any. */
export const quotedIn = (text: string): string | null => {
  const found = quotes.exec(text);
  return found?.[1] ?? found?.[2] ?? null;
};

const noise = every("noise");

/** The words that say what the module meant is about; a title in quotes as it stands. */
export const wordsRef = (text: string): Ref | null => {
  const plain = oneLine(text.replace(noise, " ").replace(/[.,;:!?()—–]+/gu, " "));
  const words = quotedIn(text) ?? plain;
  return words === "" ? null : { by: "words", words };
};

/** All modules a text names: by number if it does, else by words. */
export const refsIn = (text: Said): Ref[] => {
  const numbers = quotedIn(text.raw) === null ? numberRefs(text) : [];
  const words = numbers.length > 0 ? null : wordsRef(text.raw);
  return words === null ? numbers : [words];
};

/** Two modules, as "swap 1 and 3" and "swap loops with lists" name them. */
export const pairIn = (text: Said): Ref[] => {
  const numbers = numberRefs(text);
  const bare = [...text.flat.matchAll(/#?(-?\d+)(?![\dh])/g)].map((found) => Number(found[1]));
  if (numbers.length > 1) return numbers;
  if (bare.length > 1) return byNumber(bare);
  const at = /\s(?:and|with|и|с|со)\s/iu.exec(text.raw)?.index;
  const parts = at === undefined ? [] : [slice(text, 0, at), slice(text, at + 5)];
  return parts.flatMap((part) => refsIn(part).slice(0, 1));
};

// A piece of a message twice: as it was written, and with every number as digits. Both have the same length, so that a
// place in one is a place in the other.
import { alternatives, en, ru } from "./words.ts";

export interface Said {
  readonly raw: string;
  /** Lower case; "ten hours" is "10h", "second" is "#2", "last" is "#-1", padded with spaces. */
  readonly flat: string;
}

const cardinals = new Map(Object.entries({ ...en.cardinals, ...ru.cardinals }));
const ordinals = new Map(Object.entries(en.ordinals));
/** Russian ordinals by stem; any ending of case and gender may follow. */
const stems = new Map(Object.entries(ru.ordinals));
const endings = ru.ordinalEndings.replaceAll(" ", "|");
const stemmed = new RegExp(`^(${[...stems.keys()].join("|")})(?:${endings})$`, "u");
const digitOrdinal = new RegExp(`(\\d+)-?(?:st|nd|rd|th|${endings})(?![\\p{L}\\p{N}])`, "gu");
const hours = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,6})(?:[.,](\\d+))?[\\s-]{0,12}${alternatives([...en.hourWords, ...ru.hourWords])}\\.?`,
  "gu",
);

const padded = (token: string, place: string): string =>
  token.length <= place.length ? token.padEnd(place.length) : place;

const withDigits = (word: string): string => {
  const ordinal = ordinals.get(word) ?? stems.get(stemmed.exec(word)?.[1] ?? "");
  const token = cardinals.get(word) ?? (ordinal === undefined ? word : `#${ordinal}`);
  return padded(String(token), word);
};

const flattened = (raw: string): string =>
  raw
    .replace(/\p{Lu}/gu, (letter) => padded(letter.toLowerCase(), letter))
    .replaceAll("ё", "е")
    .replace(digitOrdinal, (found, number: string) => padded(`#${number}`, found))
    .replace(/(?<![\p{L}\p{N}])\p{L}+(?![\p{L}\p{N}])/gu, withDigits)
    // "Twenty five" is one number.
    .replace(
      /(?<![\d#])([2-9]0)(\s{2,}|-)([1-9])(?![\dh])/g,
      (found, tens: string, _, units: string) =>
        padded(String(Number(tens) + Number(units)), found),
    )
    .replace(hours, (found, whole: string, part?: string) =>
      padded(`${Math.round(Number(`${whole}.${part ?? 0}`))}h`, found),
    );

export const said = (raw: string): Said => ({ raw, flat: flattened(raw) });

export const slice = (text: Said, from: number, to?: number): Said => ({
  raw: text.raw.slice(from, to),
  flat: text.flat.slice(from, to),
});

/** The text without a part of it. */
export const without = (text: Said, from: number, to: number): Said => ({
  raw: `${text.raw.slice(0, from)} ${text.raw.slice(to)}`,
  flat: `${text.flat.slice(0, from)} ${text.flat.slice(to)}`,
});

/** Every amount of hours in a text: "10 hours", "10ч", "десять часов", "40-hour". */
export const hoursIn = (text: Said) =>
  [...text.flat.matchAll(/(?<![\p{L}\d#])(\d+)h(?!\p{L})\s*/gu)].map((found) => {
    // Padding stands for letters of the unit, other spaces are spaces.
    const written = text.raw.slice(found.index, found.index + found[0].length).trimEnd();
    return { value: Number(found[1]), from: found.index, to: found.index + written.length };
  });

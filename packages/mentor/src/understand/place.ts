// Where a module goes: "after module 2", "в начало", "to position 3".
import type { Place } from "./intents.ts";
import { wordsOf } from "./numbers.ts";
import { mentionsModule, refsIn } from "./refs.ts";

const start =
  /(?<!\p{L})(?:(?:at|to|in|as)\s+)?(?:the\s+)?(?:very\s+)?(?:beginning|start|top|front|first place)(?!\p{L})|(?<!\p{L})(?:come |go |be )?first\s*$|(?<!\p{L})(?:as|to be) (?:the )?first(?: module| one)?|(?<!\p{L})the first one\s*$|(?<!\p{L})в (?:самое )?начал[оеу]|(?<!\p{L})(?:самым )?первым(?: модулем| номером)?(?!\p{L})|(?<!\p{L})на первое место/iu;
const end =
  /(?<!\p{L})(?:(?:at|to|in|as)\s+)?(?:the\s+)?(?:very\s+)?(?:end|bottom|last place)(?!\p{L})|(?<!\p{L})(?:come |go |be )?last\s*$|(?<!\p{L})as the last(?: module| one)?|(?<!\p{L})the last one\s*$|(?<!\p{L})в (?:самый )?кон(?:ец|це)|(?<!\p{L})(?:самым )?последним(?: модулем)?(?!\p{L})|(?<!\p{L})на последнее место/iu;
const beside =
  /(?<!\p{L})(?:(right after|just after|after|behind|following|сразу после|после|за)|(right before|just before|before|in front of|ahead of|прямо перед|перед|до))\s+(?!\d+\s*(?:ч|h))(.+)$/iu;
const between = /(?<!\p{L})(?:between|между)\s+(.+)$/iu;
const position =
  /(?<!\p{L})(?:(?:to|in|into|at|as)\s+(?:the\s+)?(?:position|place|slot|number|no\.?)\s*(?:number\s*)?(\S+)|(?:to|in|into|at|as)\s+(?:the\s+)?(\p{L}+|\d+(?:st|nd|rd|th))\s+(?:position|place|slot)|(?:на|в)\s+([\p{L}\d-]+)\s+(?:место|позицию|место)|(?:на|в) (?:место|позицию)\s+(\S+))/iu;
const instrumental =
  /(?<!\p{L})(?:as (?:module|number) (?:number )?(\S+)|(вторым|третьим|четв[её]ртым|пятым|шестым|седьмым|восьмым|девятым|десятым)(?: модулем| номером)?)\s*$/iu;
const asModule = /(?<!\p{L})(?:as (?:the )?)?([\p{L}\d-]+)\s+(?:module|модулем)\s*$/iu;

export interface Placed {
  readonly place: Place;
  /** The text without the words of place. */
  readonly rest: string;
}

/** A trailing "after X" may be part of a topic ("life after the war"): with `strict` X must look like a module. */
const besideIn = (text: string, strict: boolean): Placed | null => {
  const found = beside.exec(text);
  if (found?.[3] === undefined) return null;
  const looksRight =
    mentionsModule(found[3]) ||
    wordsOf(found[3]).some((word) => word.ordinal) ||
    /["«“]/.test(found[3]);
  if (strict && !looksRight) return null;
  const ref = refsIn(found[3])[0];
  if (ref === undefined) return null;
  return {
    place: { at: found[1] === undefined ? "before" : "after", ref },
    rest: text.slice(0, found.index),
  };
};

const numberOf = (text: string | undefined): number | null =>
  wordsOf(text ?? "").find((word) => word.value !== null)?.value ?? null;

export const placeIn = (text: string, strict = false): Placed | null => {
  const cut = (found: RegExpExecArray): string =>
    `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  const middle = between.exec(text);
  const neighbour = middle === null ? undefined : refsIn(middle[1] ?? "")[0];
  if (middle !== null && neighbour !== undefined)
    return { place: { at: "after", ref: neighbour }, rest: text.slice(0, middle.index) };
  const next = besideIn(text, strict);
  if (next !== null) return next;
  const slot = position.exec(text);
  const number = slot === null ? null : numberOf(slot[1] ?? slot[2] ?? slot[3] ?? slot[4]);
  if (slot !== null && number !== null) {
    const place: Place = number < 0 ? { at: "end" } : { at: "position", number };
    return { place, rest: cut(slot) };
  }
  const nth = instrumental.exec(text);
  const index = nth === null ? null : numberOf(nth[1] ?? nth[2]);
  if (nth !== null && index !== null && index > 0)
    return { place: { at: "position", number: index }, rest: cut(nth) };
  const head = start.exec(text);
  if (head !== null) return { place: { at: "start" }, rest: cut(head) };
  const tail = end.exec(text);
  if (tail !== null) return { place: { at: "end" }, rest: cut(tail) };
  const named = strict ? null : asModule.exec(text);
  const place = numberOf(named?.[1]);
  if (named !== null && place !== null && wordsOf(named[1] ?? "").some((word) => word.ordinal))
    return { place: { at: "position", number: place }, rest: cut(named) };
  return null;
};

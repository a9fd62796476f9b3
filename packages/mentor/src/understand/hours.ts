// "shorten to 10 hours", "на 5 часов больше", "make module 2 six hours".
import type { Change } from "./intents.ts";
import { mentionsModule, numberRefs, quotedIn, wordsRef, type Ref } from "./refs.ts";
import { hoursIn, without, type Hours, type Said } from "./said.ts";
import { anyOf, everyOf, source } from "./words.ts";

const less = anyOf("less");
const more = anyOf("more");
const halved = anyOf("halved");
const doubled = anyOf("doubled");
const by = new RegExp(`${source("by")}\\s*$`, "iu");
const target = new RegExp(`${source("target")}\\s*$`, "iu");
const comparative =
  /^\s*(?:shorter|longer|less|fewer|more|больше|меньше|короче|длиннее|дольше)(?!\p{L})/iu;
/** "Сделай на 10 часов" names an amount, "сократи на 10 часов" a difference. */
const aimless = /^(?:сдела|пусть|хочу|нужно|надо|make|let)/iu;
const noise = everyOf("hourNoise");

/** Which module the hours are for, if for one. */
const moduleOf = (text: Said, hours: readonly Hours[]): Ref | null => {
  const [number] = numberRefs(text);
  const rest = hours.reduceRight((left, { from, to }) => without(left, from, to), text);
  if (number !== undefined) return number;
  const isNamed = mentionsModule(rest) || quotedIn(rest.raw) !== null;
  return isNamed ? wordsRef(rest.raw.replace(noise, " ")) : null;
};

/** @param verb as written; "" without one */
export const hoursChange = (verb: string, text: Said): Change[] => {
  const whole = `${verb} ${text.raw}`;
  const hours = hoursIn(text);
  const ref = moduleOf(text, hours);
  const sign = less.test(whole) ? -1 : more.test(whole) ? 1 : 0;
  // "From 20 to 10 hours" is about the 10.
  const chosen = hours.find(({ from }) => target.test(text.raw.slice(0, from))) ?? hours.at(-1);
  if (chosen !== undefined) {
    const before = text.raw.slice(0, chosen.from);
    const isDifference =
      (by.test(before) && !aimless.test(verb)) ||
      comparative.test(text.raw.slice(chosen.to)) ||
      /^(?:add|добав)/iu.test(verb);
    const isShift = sign !== 0 && isDifference && !target.test(before);
    const to = isShift ? { by: sign * chosen.value } : { set: chosen.value };
    return [{ kind: "hours", ref, to }];
  }
  const factor = doubled.test(whole) ? 2 : halved.test(whole) ? (sign > 0 ? 2 : 0.5) : null;
  if (factor !== null) return [{ kind: "hours", ref, to: { times: factor } }];
  if (sign === 0) return [];
  if (ref !== null) return [{ kind: "hours", ref, to: { times: sign < 0 ? 0.5 : 1.5 } }];
  // "Shorten to 10": a bare number can only mean hours here.
  const bare = /(?<![\p{L}\d#])(\d{1,6})\s*[.!]?\s*$/u.exec(text.flat)?.[1];
  if (bare === undefined) return [{ kind: "unclear", about: "hours" }];
  return [{ kind: "hours", ref: null, to: { set: Number(bare) } }];
};

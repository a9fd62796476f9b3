// "shorten to 10 hours", "на 5 часов больше", "make module 2 six hours".
import type { Change } from "./intents.ts";
import { folded, hoursIn, wordsOf } from "./numbers.ts";
import { mentionsModule, numberRefs, wordsRef, type Ref } from "./refs.ts";

const less =
  /(?<!\p{L})(?:shorten|shrink|reduc|cut|compress|squeeze|condense|trim|decrease|lower|halve|less|fewer|shorter|сократ|уменьш|уреж|уреза|ужм|ужа|сож|сжа|укорот|меньше|короче|поменьше|покороче)/iu;
const more =
  /(?<!\p{L})(?:extend|expand|increas|lengthen|enlarge|stretch|raise|prolong|double|more|longer|add|extra|увелич|расшир|растян|продл|удлин|удво|больше|длиннее|дольше|побольше|подлиннее|добав|ещё|еще)/iu;
const half = /(?<!\p{L})(?:in half|by half|halve|half as|вдвое|наполовину|в два раза|пополам)/iu;
const twice =
  /(?<!\p{L})(?:double|twice|two times|удво|вдвое больше|вдвое длиннее|вдвое дольше|в два раза (?:больше|длиннее|дольше))/iu;
const by = /(?<!\p{L})(?:by|на)\s*$/iu;
const target = /(?<!\p{L})(?:to|up to|down to|until|до|=)\s*$/iu;
const relative =
  /^\s*(?<!\p{L})(?:shorter|longer|less|fewer|more|больше|меньше|короче|длиннее|дольше)(?!\p{L})/iu;

/** Which module the hours are for, if for one. */
const moduleOf = (text: string, hours: readonly { start: number; end: number }[]): Ref | null => {
  let rest = text;
  for (const { start, end } of hours.toReversed())
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  const number = numberRefs(text)[0];
  if (number !== undefined) return number;
  if (!mentionsModule(rest) && !/["«“]/.test(rest)) return null;
  const words = rest.replace(
    /(?<!\p{L})(?:to|by|up|down|be|take|takes|last|longer|shorter|make|it|hours?|only|до|на|будет|занимает|займ\p{L}+|длится|длиннее|короче|каждый|все|всё|all|each|every)(?!\p{L})/giu,
    " ",
  );
  return wordsRef(words);
};

/** @param said the verb as written */
export const hoursChange = (said: string, text: string): Change | null => {
  const whole = `${said} ${text}`;
  const hours = hoursIn(text);
  const ref = moduleOf(text, hours);
  const sign = less.test(whole) ? -1 : more.test(whole) ? 1 : 0;
  const chosen = hours.find((one) => target.test(text.slice(0, one.start))) ?? hours.at(-1);
  if (chosen !== undefined) {
    const before = text.slice(0, chosen.start);
    const isShift =
      sign !== 0 &&
      !target.test(before) &&
      ((by.test(before) && !/^(?:сдела|пусть|хочу|давай|нужно|надо|make|let)/iu.test(said)) ||
        relative.test(text.slice(chosen.end)) ||
        /^(?:add|добав)/iu.test(said));
    if (isShift) {
      const shift = sign * chosen.value;
      return ref === null
        ? { kind: "totalBy", hours: shift }
        : { kind: "moduleHoursBy", ref, hours: shift };
    }
    return ref === null
      ? { kind: "total", hours: chosen.value }
      : { kind: "moduleHours", ref, hours: chosen.value };
  }
  const factor = twice.test(whole) ? 2 : half.test(whole) ? (sign > 0 ? 2 : 0.5) : null;
  if (factor !== null)
    return ref === null ? { kind: "totalTimes", factor } : { kind: "moduleTimes", ref, factor };
  if (sign === 0 && !/(?<!\p{L})(?:time|времени|total|итог\p{L}*|общ\p{L}+)(?!\p{L})/iu.test(text))
    return null;
  if (ref !== null) return { kind: "moduleTimes", ref, factor: sign < 0 ? 0.5 : 1.5 };
  // "shorten to 10": a bare number can only mean hours here.
  const bare = wordsOf(text).filter(
    (word) => word.value !== null && word.value > 0 && !word.ordinal,
  );
  const number = bare.length === 1 ? bare[0] : undefined;
  if (number?.value != null && !mentionsModule(text)) {
    const unit = folded(text.slice(number.end)).trim();
    if (unit === "") return { kind: "total", hours: number.value };
  }
  return { kind: "unclear", about: "hours" };
};

// A lesson that is being written: what of it can be shown.

/** The beginning of a heading, or of a line in bold that may become one. */
const unfinished =
  /^\s{0,3}(?:#{1,6}(?:\s.*)?|(?:\*\*|__)[^*_]{0,120}(?:\*{0,2}|_{0,2}):?\s*|<[^>]*>?.{0,120})$/;

/** A hint or a solution that begins in the line of its name. */
const hidden =
  /^\s{0,3}(?:(?:[-*+]|\d{1,2}[.)])\s+)?(?:\*\*|__)?(?:hint|solution|answer|подсказка|решение|ответ)/i;

/** A growing lesson without a last line that may still begin a part: a section named by half its title would jump. */
export function settledLesson(text: string): string {
  const from = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
  const last = text.slice(from);
  return unfinished.test(last) || hidden.test(last) ? text.slice(0, from) : text;
}

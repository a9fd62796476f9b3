// What a learner asks about: a passage of a lesson, short enough for a message.

/** Characters of a passage; the question goes with it. */
const maxChars = 1_000;

/** A text in one piece of at most so many characters; a longer one ends between words, with an ellipsis. */
export function passageOf(text: string): string {
  const whole = text
    .replace(/[^\S\n]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  if (whole.length <= maxChars) return whole;
  const cut = whole.slice(0, maxChars - 1);
  const space = cut.search(/\s\S*$/);
  const end = space > maxChars * 0.8 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "");
  return `${end.trimEnd()}…`;
}

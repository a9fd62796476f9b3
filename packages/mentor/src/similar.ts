// How alike two short texts are, forgiving endings: enough to find the module someone means.
import { folded } from "./understand/numbers.ts";

const stop = new Set(
  "и в на с по о об про для из к от до а the a an of to in on for and with about into at by or".split(
    " ",
  ),
);

const stemsOf = (text: string): string[] => [
  ...new Set((folded(text).match(/[\p{L}\p{N}+#]+/gu) ?? []).filter((word) => !stop.has(word))),
];

/** The same word in another form: most of the longer one is shared from its beginning. */
const akin = (first: string, second: string): boolean => {
  if (first === second) return true;
  const shorter = Math.min(first.length, second.length);
  let shared = 0;
  while (shared < shorter && first[shared] === second[shared]) shared += 1;
  return shared >= 3 && shared >= Math.max(first.length, second.length) * 0.55;
};

/** The part of the words of `wanted` that `text` has, 0 to 1. */
export const coverage = (wanted: string, text: string): number => {
  const words = stemsOf(wanted);
  const there = stemsOf(text);
  if (words.length === 0) return 0;
  return words.filter((word) => there.some((one) => akin(word, one))).length / words.length;
};

/** How much two texts share, 0 to 1, the same in both directions. */
export const likeness = (first: string, second: string): number => {
  if (folded(first) === folded(second)) return 1;
  return (coverage(first, second) + coverage(second, first)) / 2;
};

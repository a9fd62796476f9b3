// Checks of a choice: what gives the key away to somebody who knows nothing, or makes it impossible to find.
import { fold, visible, withoutCode, wordsOf } from "../fold.ts";
import type { ItemOf } from "../item.ts";
import { quoted, type Flaw } from "./flaw.ts";
import { absolutes, catchAll, stopWords, type Locale } from "./lexicon.ts";

type Choice = ItemOf<"choice">;
type Option = Choice["options"][number];

/** How much longer than the longest wrong option the key may be. */
const maxKeyRatio = 1.1;

/** What a reader sees as an option's length, in characters. */
export const lengthOf = ({ text }: { readonly text: string }): number =>
  Array.from(visible(text)).length;

const keysOf = ({ options, key }: Choice): Option[] => options.filter(({ id }) => key.includes(id));
const distractorsOf = ({ options, key }: Choice): Option[] =>
  options.filter(({ id }) => !key.includes(id));

export function optionIds({ options }: Pick<ItemOf<"order">, "options">): Flaw[] {
  const ids = options.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  return twice.map((id) => ({
    code: "option_ids",
    sentence: `The id ${quoted(id)} is given to two options.`,
  }));
}

export function oneKey(item: Choice): Flaw[] {
  const [first, ...more] = item.key;
  const say = (sentence: string): Flaw[] => [{ code: "one_key", sentence }];
  if (first === undefined) return say("No option is marked as the right one.");
  if (more.length > 0)
    return say(`${String(item.key.length)} options are marked as right; one has to be.`);
  if (keysOf(item).length === 0) return say(`The key ${quoted(first)} is the id of no option.`);
  return [];
}

export function optionCount({ options }: Choice): Flaw[] {
  if (options.length === 3 || options.length === 4) return [];
  const sentence = `It has ${String(options.length)} options; 3 or 4 are asked for.`;
  return [{ code: "option_count", sentence }];
}

export function optionsDistinct({ options }: Pick<ItemOf<"order">, "options">): Flaw[] {
  const texts = options.map(({ text }) => fold(visible(text)));
  const again = options.filter((_, at) => texts.indexOf(texts[at] ?? "") !== at);
  return again.map(({ text }) => ({
    code: "options_distinct",
    sentence: `The option ${quoted(text)} says the same as another one.`,
  }));
}

const isCatchAll = ({ text }: Pick<Option, "text">): boolean =>
  [...catchAll.en, ...catchAll.ru].some((pattern) => pattern.test(fold(visible(text))));

export function catchAllOption({ options }: Choice): Flaw[] {
  return options.filter(isCatchAll).map(({ text }) => ({
    code: "catch_all_option",
    sentence: `The option ${quoted(text)} speaks of the other options instead of the subject.`,
  }));
}

export function keyLongest(item: Choice): Flaw[] {
  const longest = Math.max(0, ...distractorsOf(item).map(lengthOf));
  if (longest === 0) return [];
  return keysOf(item)
    .filter((key) => lengthOf(key) > maxKeyRatio * longest)
    .map((key) => ({
      code: "key_longest",
      sentence: `The right option has ${String(lengthOf(key))} characters and the longest wrong one ${String(longest)}: length gives it away.`,
    }));
}

/** What inflection puts at a word's end, in Russian and in English, after four and three letters that stay. */
const endings = {
  ru: /(?<=\p{L}{4})(ется|ится|ются|ятся|ами|ями|ого|его|ому|ему|ыми|ими|ать|ять|ить|еть|ах|ях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ом|ем|ам|ям|ую|юю|ет|ит|ют|ут|ят|а|я|о|е|ы|и|у|ю|ь|й)$/u,
  en: /(?<=\p{L}{3})(ing|ed|es|s|ly)$/u,
} as const;

/** A word without its ending, roughly. */
const rootOf = (word: string): string =>
  word.replace(/[а-я]/.test(word) ? endings.ru : endings.en, "");

/** Roots of the words that carry meaning. */
const rootsOf = (text: string): Set<string> =>
  new Set(
    wordsOf(withoutCode(text))
      .filter((word) => word.length >= 4 && !stopWords.has(word) && !/^\d/.test(word))
      .map(rootOf),
  );

export function stemWordInKey(item: Choice): Flaw[] {
  const inDistractors = rootsOf(
    distractorsOf(item)
      .map(({ text }) => text)
      .join(" "),
  );
  const asked = rootsOf(item.stem);
  const shared = keysOf(item).flatMap(({ text }) =>
    [...rootsOf(text)].filter((root) => asked.has(root)),
  );
  const alone = [...new Set(shared)].filter((root) => !inDistractors.has(root));
  if (alone.length === 0) return [];
  const words = wordsOf(item.stem).filter((word) => alone.includes(rootOf(word)));
  return [
    {
      code: "stem_word_in_key",
      sentence: `Of all options only the right one repeats ${quoted([...new Set(words)].join(", "))} from the question.`,
    },
  ];
}

export function absoluteInDistractor(item: Choice, locale: Locale): Flaw[] {
  const found = (options: readonly Option[]): string[] =>
    options.flatMap(({ text }) =>
      wordsOf(withoutCode(text)).filter((word) => absolutes[locale].has(word)),
    );
  const wrong = [...new Set(found(distractorsOf(item).filter((one) => !isCatchAll(one))))];
  if (wrong.length === 0 || found(keysOf(item)).length > 0) return [];
  return [
    {
      code: "absolute_in_distractor",
      sentence: `Only wrong options promise no exception (${quoted(wrong.join(", "))}), which tells them from the right one.`,
    },
  ];
}

// All mechanical checks: of an item, of a card, of a file. Code alone, before any model is asked.
import { likeness } from "../fold.ts";
import type { Card, Item, QuestionFile } from "../item.ts";
import {
  absoluteInDistractor,
  catchAllOption,
  keyLongest,
  oneKey,
  optionCount,
  optionIds,
  optionsDistinct,
  stemWordInKey,
} from "./choice.ts";
import { quoted, type Flaw, type PlacedFlaw } from "./flaw.ts";
import type { Locale } from "./lexicon.ts";
import {
  clozeAnswerInText,
  clozeGap,
  negationNotEmphasised,
  numberUnreadable,
  orderGivenAway,
  quoteNotInLesson,
  rubricPoints,
  wrongLanguage,
} from "./wording.ts";

/** From this share of common trigrams on, two items of an objective are the same question. */
const maxLikeness = 0.6;

/** The lesson that items are about. */
export interface LessonText {
  readonly locale: Locale;
  readonly text: string;
}

/** What its kind alone asks of an item. */
function ofKind(item: Item, locale: Locale): Flaw[] {
  switch (item.kind) {
    case "choice":
      return [
        ...optionIds(item),
        ...oneKey(item),
        ...optionCount(item),
        ...optionsDistinct(item),
        ...catchAllOption(item),
        ...keyLongest(item),
        ...stemWordInKey(item),
        ...absoluteInDistractor(item, locale),
      ];
    case "cloze":
      return [...clozeGap(item), ...clozeAnswerInText(item)];
    case "number":
      return numberUnreadable(item);
    case "order":
      return [...optionIds(item), ...optionsDistinct(item), ...orderGivenAway(item)];
  }
  return rubricPoints(item);
}

/** The flaws of one item against the lesson it is about; none when it may go on to be verified. */
export function checkItem(item: Item, lesson: LessonText): Flaw[] {
  return [
    ...ofKind(item, lesson.locale),
    ...negationNotEmphasised(item, lesson.locale),
    ...quoteNotInLesson(item, lesson.text),
    ...wrongLanguage(item, lesson.locale),
  ];
}

/** What is wrong with a card as a whole: it needs a choice and another form of its idea. */
export function checkCard({ items }: Pick<Card, "items">): Flaw[] {
  const hasChoice = items.some(({ kind }) => kind === "choice");
  const hasOther = items.some(({ kind }) => kind !== "choice");
  if (hasChoice && hasOther) return [];
  const sentence = hasChoice
    ? "It has choices only; a cloze, number, order or short answer is needed too."
    : "It has no choice, with which a card begins.";
  return [{ code: "card_forms", sentence }];
}

/** A flaw when an item asks what an earlier one of its card or objective asks, in almost the same words. */
export function tooSimilar(
  item: Pick<Item, "stem">,
  others: readonly Pick<Item, "stem">[],
): Flaw[] {
  const twin = others.find((other) => likeness(item.stem, other.stem) >= maxLikeness);
  if (twin === undefined) return [];
  return [{ code: "too_similar", sentence: `It asks almost the same as ${quoted(twin.stem)}.` }];
}

/** Every flaw of a file's items and cards, in order. */
export function checkFile(
  { cards, locale }: Pick<QuestionFile, "cards" | "locale">,
  lesson: string,
): PlacedFlaw[] {
  const seen = new Map<string, Item[]>();
  return cards.flatMap((one, card) => {
    const before = seen.get(one.objective) ?? [];
    seen.set(one.objective, before);
    const flaws = one.items.flatMap((each, at) => {
      const found = [...checkItem(each, { locale, text: lesson }), ...tooSimilar(each, before)];
      before.push(each);
      return found.map((flaw): PlacedFlaw => ({ ...flaw, card, item: at }));
    });
    return [...flaws, ...checkCard(one).map((flaw): PlacedFlaw => ({ ...flaw, card, item: null }))];
  });
}

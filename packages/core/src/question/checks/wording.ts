// Checks of an item's words, whatever its kind: negation, quote, language, and what a cloze, a number, an order or a
// rubric must have.
import { fold, visible, withoutCode } from "../fold.ts";
import type { Item, ItemOf } from "../item.ts";
import { readingsOf } from "../number.ts";
import { quoted, type Flaw } from "./flaw.ts";
import { clauseEnd, negations, subordinate, type Locale } from "./lexicon.ts";

/** Letters below which a text's language cannot be told. */
const minLetters = 12;
/** The share of a text's letters that has to be of its language's alphabet. */
const minShare = 0.5;

/** The last sentence of a stem that asks something, else the last one. */
function askingPart(stem: string): string {
  const sentences = withoutCode(stem)
    .split(/(?<=[.!?…:])\s+|\n+/)
    .filter((one) => /\p{L}/u.test(one));
  return sentences.findLast((one) => one.includes("?")) ?? sentences.at(-1) ?? "";
}

/** True for a word in capitals among others that are not, or between stars or underscores. */
function isEmphasised(text: string, word: string, at: number): boolean {
  const isShouted =
    /\p{Lu}/u.test(word) && word === word.toUpperCase() && text !== text.toUpperCase();
  const before = text.slice(0, at);
  const marks = (before.match(/\*\*|__|(?<!\*)\*(?!\*)|<(em|strong|b)>|<\/(em|strong|b)>/g) ?? [])
    .length;
  return isShouted || marks % 2 === 1;
}

interface Clause {
  readonly text: string;
  /** Where it begins in its sentence. */
  readonly from: number;
}

/** The clauses that ask, without asides; the last one when each looks like an aside ("When is a list not sorted?"). */
function askingClauses(sentence: string, locale: Locale): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  // What separates clauses is one character everywhere.
  for (const text of sentence.split(clauseEnd[locale])) {
    clauses.push({ text, from });
    from += text.length + 1;
  }
  const asking = clauses.filter(({ text }) => !subordinate[locale].test(text.trim().toLowerCase()));
  return asking.length > 0 ? asking : clauses.slice(-1);
}

export function negationNotEmphasised({ kind, stem }: Item, locale: Locale): Flaw[] {
  if (kind === "cloze") return [];
  const sentence = askingPart(stem);
  for (const { text, from } of askingClauses(sentence, locale)) {
    for (const { 0: word, index } of text.matchAll(negations[locale])) {
      if (isEmphasised(sentence, word, from + index)) continue;
      const why = "which is neither bold nor in capitals: it is easily overlooked.";
      return [
        {
          code: "negation_not_emphasised",
          sentence: `The question turns on ${quoted(word)}, ${why}`,
        },
      ];
    }
  }
  return [];
}

/** Spaces and line breaks as one: Markdown breaks lines where it likes. */
const flat = (text: string): string => text.normalize("NFC").replaceAll(/\s+/g, " ").trim();

export function quoteNotInLesson({ quote }: Item, lesson: string): Flaw[] {
  if (flat(lesson).includes(flat(quote))) return [];
  return [
    {
      code: "quote_not_in_lesson",
      sentence: `The quote ${quoted(quote)} does not stand in the lesson word for word.`,
    },
  ];
}

export function numberUnreadable({ answer, tolerance, unit }: ItemOf<"number">): Flaw[] {
  const wrong = [answer, tolerance].filter((one) => readingsOf(one, unit).length === 0);
  const negative = readingsOf(tolerance, unit).some((one) => one < 0);
  const flaws = wrong.map((one): Flaw => ({
    code: "number_unreadable",
    sentence: `${quoted(one)} is not a number.`,
  }));
  if (negative) flaws.push({ code: "number_unreadable", sentence: "The tolerance is below zero." });
  return flaws;
}

/** The gap of a cloze: three underscores or more. */
const gap = /_{3,}/g;

export function clozeGap({ stem }: ItemOf<"cloze">): Flaw[] {
  const gaps = stem.match(gap)?.length ?? 0;
  if (gaps === 1) return [];
  return [{ code: "cloze_gap", sentence: `It has ${String(gaps)} gaps (___); one is asked for.` }];
}

export function clozeAnswerInText({ stem, answers }: ItemOf<"cloze">): Flaw[] {
  const rest = ` ${fold(visible(stem.replaceAll(gap, " | ")))} `;
  return answers
    .filter((answer) => rest.includes(` ${fold(visible(answer))} `))
    .map((answer) => ({
      code: "cloze_answer_in_text",
      sentence: `The answer ${quoted(answer)} stands elsewhere in the same text.`,
    }));
}

export function orderGivenAway({ options, key }: ItemOf<"order">): Flaw[] {
  const say = (sentence: string): Flaw[] => [{ code: "order_given_away", sentence }];
  const ids = options.map(({ id }) => id);
  if (options.length < 3 || options.length > 7)
    return say(`It has ${String(options.length)} steps; 3 to 7 are asked for.`);
  if (
    ids.length !== key.length ||
    new Set(key).size !== key.length ||
    !ids.every((id) => key.includes(id))
  )
    return say("The key does not name every step exactly once.");
  if (ids.every((id, at) => id === key[at]))
    return say("The steps are written in the right order.");
  return [];
}

export function rubricPoints({ rubric }: ItemOf<"short">): Flaw[] {
  const say = (sentence: string): Flaw => ({ code: "rubric_points", sentence });
  const ids = rubric.map(({ id }) => id);
  const flaws: Flaw[] = [];
  if (new Set(ids).size !== ids.length)
    flaws.push(say("Two points of the rubric have the same id."));
  if (!rubric.some(({ essential }) => essential))
    flaws.push(say("No point of the rubric is essential."));
  return flaws;
}

/** The share of Cyrillic among the letters of a text's prose; null when there are too few to tell. */
export function cyrillicShare(text: string): number | null {
  const letters = withoutCode(text).match(/\p{L}/gu) ?? [];
  if (letters.length < minLetters) return null;
  return letters.filter((one) => /\p{Script=Cyrillic}/u.test(one)).length / letters.length;
}

const proseOf = (item: Item): string =>
  [
    item.stem,
    ...("explanation" in item
      ? [item.explanation]
      : item.options.map(({ explanation }) => explanation)),
  ].join("\n");

export function wrongLanguage(item: Item, locale: Locale): Flaw[] {
  const name = { ru: "Russian", en: "English" }[locale];
  const say = (sentence: string): Flaw[] => [{ code: "wrong_language", sentence }];
  if (item.locale !== undefined && item.locale !== locale)
    return say(`It is marked ${quoted(item.locale)} in a lesson in ${name}.`);
  const isIts = (text: string): boolean => {
    const share = cyrillicShare(text);
    return share === null || (locale === "ru" ? share >= minShare : share < minShare);
  };
  if (isIts(item.stem) && isIts(proseOf(item))) return [];
  return say(`It is not written in ${name}, the lesson's language.`);
}

// What a check finds: a code for machines, a place and a sentence for people.

/** The mechanical checks of one item, of a card and of a whole set, in the order in which they are shown. */
export const checkCodes = [
  "option_ids",
  "one_key",
  "option_count",
  "options_distinct",
  "catch_all_option",
  "key_longest",
  "stem_word_in_key",
  "absolute_in_distractor",
  "negation_not_emphasised",
  "quote_not_in_lesson",
  "number_unreadable",
  "cloze_gap",
  "cloze_answer_in_text",
  "order_given_away",
  "rubric_points",
  "wrong_language",
  "card_forms",
  "too_similar",
  "set_longest_key",
  "set_key_position",
] as const;
export type CheckCode = (typeof checkCodes)[number];

export interface Flaw {
  readonly code: CheckCode;
  /** One sentence that says what is wrong with what. */
  readonly sentence: string;
}

/** A flaw and where it is, counted from 0; without an item it is the card's, without a card the set's. */
export interface PlacedFlaw extends Flaw {
  readonly card: number | null;
  readonly item: number | null;
}

/** A text as it is quoted in a sentence: one line, not too long. */
export function quoted(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return `“${flat.length > 60 ? `${flat.slice(0, 59)}…` : flat}”`;
}

// What the demo mentor knows about a kind of subject: a ladder from first steps to mastery, in both languages.

export type Locale = "ru" | "en";

/** `{s}` stands for the skill in the learner's own words. */
export interface Lexicon {
  /** Eight rungs, "title | description | topic; topic; topic". */
  readonly rungs: readonly string[];
  readonly goals: readonly string[];
  readonly projects: readonly string[];
  readonly advice: readonly string[];
}

export interface Family {
  /** Matched against what the learner wrote, at the start of words. */
  readonly words: RegExp;
  readonly ru: Lexicon;
  readonly en: Lexicon;
}

/** A pattern of word beginnings, any case, for Cyrillic as well as Latin. */
export const beginnings = (stems: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems})`, "giu");

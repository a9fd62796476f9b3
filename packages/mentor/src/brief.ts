// What the learner asked for: from the track block of the prompt, or from their own message.
import type { Level, Locale } from "./plan.ts";
import { clipped, oneLine } from "./words.ts";

/** A module the track already has. */
export interface ExistingModule {
  readonly number: number;
  readonly title: string;
  readonly hours: number;
  readonly objectives: readonly string[];
}

export interface Brief {
  readonly locale: Locale;
  /** The course's name. */
  readonly title: string;
  /** The skill, short enough to stand inside a sentence. */
  readonly skill: string;
  readonly level: Level;
  readonly hours: number | null;
  readonly expectations: string;
  readonly description: string;
  readonly existing: readonly ExistingModule[];
}

const longestSkill = 60;

const leadIn = new RegExp(
  "^(?:" +
    [
      "(?:i(?:'d| would)? (?:want|like|need|wish|plan)(?: to)?|i'm going to|i am going to|please|help me|let me|let's|how to)\\s+",
      "(?:to )?(?:learn|study|master|understand)(?: how to| to| about)?\\s+",
      "(?:teach me)(?: how to| to| about)?\\s+",
      "(?:a |an |the )?course (?:on|in|about|of)\\s+",
      "(?:я )?(?:хочу|хотел(?:а)? бы|мне нужно|мне надо|планирую|надо|нужно|помоги(?:те)?(?: мне)?)\\s+",
      "(?:научи(?:те)?(?: меня)?|(?:вы|из|об)?учить(?:ся)?|научиться|освоить|осваивать|понять|разобраться в|заниматься)\\s+",
      "курс (?:по|о|об|про)\\s+",
    ].join("|") +
    ")",
  "iu",
);

/** The skill without "I want to learn": the learner's own words, shortened at a word when long. */
export const skillOf = (text: string): string => {
  let skill = oneLine(text);
  for (let round = 0; round < 4; round += 1) {
    const rest = skill.replace(leadIn, "");
    if (rest === skill || rest.trim() === "") break;
    skill = rest;
  }
  const first = skill.split(/(?<=[\p{L}\p{N}]{2})[.!?;](?:\s|$)/u)[0] ?? skill;
  return clipped(first.replace(/[\s.,;:!?]+$/, "") || oneLine(text), longestSkill) || "—";
};

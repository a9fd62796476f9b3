// Which family and which specifics a subject belongs to.
import { business } from "./business.ts";
import { communication } from "./communication.ts";
import { cooking } from "./cooking.ts";
import { craft } from "./craft.ts";
import { data } from "./data.ts";
import { design } from "./design.ts";
import type { Family } from "./family.ts";
import { generic } from "./generic.ts";
import { language } from "./language.ts";
import { media } from "./media.ts";
import { music } from "./music.ts";
import { programming } from "./programming.ts";
import { science } from "./science.ts";
import { specifics, type Specifics } from "./specifics.ts";
import { sport } from "./sport.ts";

const families = [
  programming,
  data,
  language,
  music,
  design,
  media,
  business,
  craft,
  sport,
  cooking,
  science,
  communication,
];

/** How much of the text a pattern covers, and where it first does. */
const weigh = (words: RegExp, text: string): { weight: number; at: number } => {
  const found = [...text.matchAll(words)];
  return {
    weight: found.reduce((sum, match) => sum + match[0].length, 0),
    at: found[0]?.index ?? text.length,
  };
};

const best = <T extends { readonly words: RegExp }>(all: readonly T[], text: string): T | null =>
  all
    .map((one) => ({ one, ...weigh(one.words, text) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.at - b.at)[0]?.one ?? null;

/** The first of the texts that tells decides: the skill before what is said around it. */
export const familyOf = (texts: readonly string[]): Family => {
  for (const text of texts) {
    const found = best(families, text);
    if (found !== null) return found;
  }
  return generic;
};

export const specificsOf = (text: string): Specifics | null => best(specifics, text);

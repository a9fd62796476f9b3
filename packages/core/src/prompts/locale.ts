// Which of the two languages a learner writes in, judged from their own words.

export type Locale = "ru" | "en";

const word = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’+#.-]*/gu;
const cyrillic = /\p{Script=Cyrillic}/u;
const latin = /\p{Script=Latin}/u;

/** Everyday English words: their presence shows a sentence, not the name of a technology. */
const english = new Set(
  (
    "a about add after again all also an and any are as at be because been before but by can change could " +
    "course courses delete do does don't easier every first for from get give had hard harder has have hello " +
    "help hi hour hours how i i'd i'll i'm i've in into is it it's last learn learning less lesson lessons let " +
    "let's like longer make many me module modules month more move much my need new no not now of on one only " +
    "or other our please plan practice put remove second shorten shorter should show some start teach than " +
    "thank thanks that the them then there these they this time to too topic two us use want was we week what " +
    "when which why will with without would year yes you your"
  ).split(" "),
);

/** Names and interjections written the same in both languages. */
const neutral = new Set(
  (
    "ajax android angular api apache aws azure bash blender c clojure css csv dart devops django docker drupal " +
    "elixir excel express fastapi figma flask flutter fortran git github gitlab go golang graphql hadoop haskell " +
    "helm html http https ios java javascript jira jquery js json julia jupyter kafka keras kotlin kubernetes " +
    "latex laravel linux lua matlab ml mongodb mysql nestjs nginx node node.js nosql notion numpy ok okay opencv " +
    "pandas perl photoshop php postgres postgresql postman powerbi python pytorch qt r rabbitmq rails react redis " +
    "redux rest ruby rust sass scala scikit-learn seo sketch solidity spark spring sql svelte swift tableau " +
    "tensorflow terraform typescript ui unity unix ux vite vue vue.js webpack wordpress xml yaml"
  ).split(" "),
);

/** `null`: nothing in the text tells (a product name, digits, an emoji, a third script). */
const localeOf = (text: string): Locale | null => {
  let russian = 0;
  let common = 0;
  let plain = 0;
  for (const [found] of text.matchAll(word)) {
    const lower = found
      .toLowerCase()
      .replaceAll("’", "'")
      .replace(/[.-]+$/, "");
    if (cyrillic.test(found)) russian += 1;
    else if (!latin.test(found) || neutral.has(lower)) continue;
    else if (english.has(lower) && !(lower.length === 1 && found !== "I")) common += 1;
    else if (found.length > 2 && found === lower && !/[\d.+#]/.test(lower)) plain += 1;
  }
  if (russian > 0) return common > russian ? "en" : "ru";
  return common + plain > 0 ? "en" : null;
};

/**
 * The language of the newest text that shows one; a text of names alone ("Python", "React") decides nothing.
 *
 * @param texts what the learner wrote, oldest first
 */
export const detectLocale = (texts: readonly string[], fallback: Locale): Locale => {
  for (const text of texts.toReversed()) {
    const found = localeOf(text);
    if (found !== null) return found;
  }
  return fallback;
};

// What the mentor knows of subjects: folders of `content/`, each with words to recognise it and a plan a language.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "./plan.ts";
import { readPlan, type ReadPlan } from "./read-plan.ts";
import { everyOf } from "./understand/words.ts";

export const root = join(import.meta.dirname, "../content");

/** `subject.json`: a family holds for many subjects; in `words` an "&" stands between parts that must all be there. */
interface SubjectFile {
  readonly family?: boolean;
  readonly words: readonly string[];
}

export const subjects = readdirSync(root).map((name) => {
  const file: SubjectFile = JSON.parse(readFileSync(join(root, name, "subject.json"), "utf8"));
  const words = file.words.map((one) => one.split(" & ").map((part) => everyOf([part])));
  return { name, isFamily: file.family === true, words };
});

/** What follows "for" says for whom or what, not what is taught. */
const purpose = /(?<!\p{L})(?:for|для)(?!\p{L})/iu;

/** The folder that tells most about a subject; the first of the texts that says anything decides. */
export const subjectOf = (texts: readonly string[]): string => {
  for (const text of texts) {
    const aside = purpose.exec(text)?.index ?? text.length;
    const matches = subjects.flatMap(({ name, isFamily, words }) =>
      words.flatMap((parts) => {
        const found = parts.flatMap((part) => [...text.matchAll(part)].slice(0, 1));
        if (found.length < parts.length) return [];
        const at = Math.min(...found.map((one) => one.index));
        const length = found.reduce((sum, one) => sum + one[0].length, 0);
        return [{ name, rank: Number(at > aside) * 2 + Number(isFamily), at, length }];
      }),
    );
    const [best] = matches.toSorted(
      (a, b) => a.rank - b.rank || a.at - b.at || b.length - a.length,
    );
    if (best !== undefined) return best.name;
  }
  return "generic";
};

/**
 * The written plan of a subject: eight modules from first steps to mastery, `{s}` for the subject in the learner's words.
 *
 * @throws Error when the folder has no readable plan in that language
 */
export const writtenPlan = (subject: string, locale: Locale): ReadPlan => {
  const path = join(root, subject, locale, "plan.md");
  const plan = readPlan(readFileSync(path, "utf8"));
  if (plan === null) throw new Error(`No plan can be read in ${path}`);
  return plan;
};

// Grading a short answer: a model marks each point of the rubric and quotes the learner's words; code believes a mark
// only when those words stand in the answer, and derives the verdict itself.
import * as z from "zod";
import { fold, foldLetters, wordsOf } from "./fold.ts";
import type { Verdict } from "./grade.ts";
import type { RubricPoint } from "./item.ts";

/** What the model gives for one answer. */
export const rubricMarks = z.object({
  points: z
    .array(
      z.object({
        id: z.string().max(64),
        met: z.boolean(),
        /** The learner's words that meet the point; empty when it is not met. */
        quote: z.string().max(12_000).default(""),
      }),
    )
    .max(32),
});
export type RubricMarks = z.infer<typeof rubricMarks>;

export interface ShortGrade {
  readonly verdict: Exclude<Verdict, "skipped">;
  /** True when only points that are not essential are missing: right, but hard. */
  readonly isMinorMissing: boolean;
  /** Points with the learner's words that met them. */
  readonly met: readonly { readonly id: string; readonly quote: string }[];
  readonly missing: readonly string[];
}

const ungraded: ShortGrade = { verdict: "ungraded", isMinorMissing: false, met: [], missing: [] };

/**
 * Words that speak to the grader, not of the subject. An answer that says "mark this right" may be quoted faithfully by
 * a model that obeys it; such a quote proves nothing.
 */
const toGrader = [
  /\b(ignore|disregard|forget|override)\b.{0,60}\b(instructions?|rubrics?|rules?|above|previous|prompts?|criteria)\b/su,
  /\b(mark|grade|score|rate|count|accept|treat|give|set)\b.{0,40}\b(right|correct|full|met|true|passed|points?|marks?)\b/su,
  /\b(dear|hey|note to|attention) (the )?(grader|examiner|teacher|assistant|model)\b/u,
  /(^|[\n"'`<[{])\s*(system|assistant|developer|user)\s*["'`>\]}]?\s*:/u,
  /<\/?(system|answer|rubric|instructions?|grader)\b/u,
  /["']?met["']?\s*[:=]\s*true/u,
  /(?<!\p{L})(игнориру|проигнорируй|забудь|не обращай|отмени)\p{L}*.{0,60}(инструкц|указани|правил|критери|промпт|рубрик|выше)/su,
  /(?<!\p{L})(засчитай|зачти|поставь|считай|оцени|прими|отметь|признай|выстави)(те)?(?!\p{L}).{0,50}(ответ|пункт|балл|верн|правильн|оценк|полност|все|это)/su,
  /(?<!\p{L})(уважаем\p{L}*|внимание|проверяющ\p{L}*|экзаменатор|преподаватель)[,:]? .{0,40}(провер|оцен|засч|зач[тё]|верн|правильн)/su,
  /(?<!\p{L})(система|ассистент|разработчик)\s*:/u,
  /(все пункты|этот ответ|мой ответ|ответ ученика).{0,20}(верн|правильн|выполнен|засчит)/su,
];

/** True when words address the grader, in Russian or English. */
export function addressesGrader(words: string): boolean {
  const folded = foldLetters(words);
  return toGrader.some((pattern) => pattern.test(folded));
}

/** True when a quote is words of the answer, in their order, and enough of them to mean something. */
function standsIn(answer: string, quote: string): boolean {
  const folded = fold(quote);
  if (wordsOf(quote).join("").length < 2 && !/[^\s\p{L}]/u.test(folded)) return false;
  return folded !== "" && ` ${fold(answer)} `.includes(` ${folded} `);
}

/** Every point marked exactly once; null when the marks cannot be used. */
function marksById(rubric: readonly RubricPoint[], { points }: RubricMarks) {
  const byId = new Map(points.map((mark) => [mark.id, mark]));
  const isComplete =
    byId.size === points.length &&
    points.length === rubric.length &&
    rubric.every(({ id }) => byId.has(id));
  return isComplete ? byId : null;
}

/**
 * The verdict on a short answer. Right when all essential points are met, partly when some point is, wrong when none is;
 * ungraded when the marks are unusable: not of the shape, points missing or marked twice, or a point called met whose
 * quote does not stand in the answer or speaks to the grader. Then the reference is shown, and the learner marks it.
 *
 *   marks: the model's result as it came, of any shape
 */
export function gradeShort(
  rubric: readonly RubricPoint[],
  answer: string,
  marks: unknown,
): ShortGrade {
  const read = rubricMarks.safeParse(marks);
  const byId = read.success ? marksById(rubric, read.data) : null;
  if (byId === null) return ungraded;
  const met: { id: string; quote: string }[] = [];
  const missing: RubricPoint[] = [];
  for (const point of rubric) {
    const { met: isMet, quote } = byId.get(point.id) ?? { met: false, quote: "" };
    if (!isMet) missing.push(point);
    else if (standsIn(answer, quote) && !addressesGrader(quote)) met.push({ id: point.id, quote });
    else return ungraded;
  }
  const isEssentialMissing = missing.some(({ essential }) => essential);
  const verdict = met.length === 0 ? "wrong" : isEssentialMissing ? "partly" : "right";
  return {
    verdict,
    isMinorMissing: verdict === "right" && missing.length > 0,
    met,
    missing: missing.map(({ id }) => id),
  };
}

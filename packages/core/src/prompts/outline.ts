// From a module to its lessons: titles, objectives and minutes, practice and a project, as JSON and nothing else.
import { limits } from "@ai-learning/protocol/limits";
import * as z from "zod";
import { issuesOf, sentence, strictSchema } from "./course.ts";
import { jsonValues } from "./extract.ts";
import type { Locale } from "./locale.ts";
import { system, type PromptMessage } from "./message.ts";
import { renderModule, studyNotice, type StudyModule } from "./study-data.ts";
import { renderTrack, type TrackContext } from "./track.ts";

export { outlineSettings as settings } from "./answer-settings.ts";

const task = z.object({
  title: sentence(200),
  instructions: sentence(6_000).describe(
    "Markdown: what to do, and how the learner sees it is right",
  ),
  minutes: z.int().min(10).max(1_200),
});

const lessonPlan = z.object({
  title: sentence(200).describe("specific, at most 60 letters"),
  objective_numbers: z.array(z.int().min(1)).min(1).describe("numbers of the module's objectives"),
  minutes: z.int().min(10).max(180).describe("to read it and do its exercise"),
  previous_title: z
    .string()
    .nullable()
    .describe("title of the existing lesson that this one continues, else null"),
});

const outlineShape = z.object({
  lessons: z.array(lessonPlan).min(1).max(limits.moduleLessons),
  practice: task,
  project: task.nullable(),
});
export type Outline = z.infer<typeof outlineShape>;

export const outlineSchema = { name: "module_outline", schema: strictSchema(outlineShape) };

/** Lessons that suit a module's hours: one for about 75 minutes, 1 to 6. The rule: hours ÷ 1.25. */
export const lessonsFor = (hours: number): number =>
  Math.min(limits.moduleLessons, Math.max(1, Math.round(hours / 1.25)));

const example =
  '{"lessons":[{"title":"…","objective_numbers":[1,2],"minutes":45,"previous_title":null}],' +
  '"practice":{"title":"…","instructions":"…","minutes":60},"project":null}';

const rules = {
  ru: (module: StudyModule): string =>
    [
      "Ты опытный преподаватель. Раздели модуль курса на уроки.",
      "Ответь только объектом JSON, без пояснений и без ограждения кода:",
      example,
      "Правила:",
      `- Уроков около ${lessonsFor(module.hours)}, от 1 до ${limits.moduleLessons}, от простого к сложному. Каждая цель модуля входит хотя бы в один урок.`,
      "- title: о чём урок, конкретно, до 60 букв, без слова «урок» и номера.",
      "- practice: одна практическая задача по всему модулю; instructions — markdown: шаги и как самому проверить результат, 80–200 слов.",
      module.isLast
        ? "- project: итоговый проект всего курса, того же вида, на 2–6 часов."
        : "- project: null (проект бывает только в последнем модуле).",
      "- previous_title: у модуля уже могут быть уроки (поле lessons). Если урок продолжает один из них, укажи его название, иначе null.",
      "- Сумма минут уроков и практики не больше часов модуля.",
      "- Тексты на русском языке.",
    ].join("\n"),
  en: (module: StudyModule): string =>
    [
      "You are an experienced teacher. Split a module of a course into lessons.",
      "Answer only with a JSON object, no explanations, no code fence:",
      example,
      "Rules:",
      `- About ${lessonsFor(module.hours)} lessons, 1 to ${limits.moduleLessons}, from simple to complex. Every objective of the module is in at least one lesson.`,
      '- title: what the lesson is about, specific, at most 60 letters, without the word "lesson" or a number.',
      "- practice: one practice task on the whole module; instructions are markdown: steps, and how learners check the result themselves, 80-200 words.",
      module.isLast
        ? "- project: the final project of the whole course, of the same shape, 2-6 hours."
        : "- project: null (only the last module has one).",
      "- previous_title: the module may already have lessons (field lessons). If a lesson continues one of them, give its title, otherwise null.",
      "- The minutes of lessons and practice do not add up to more than the module's hours.",
      "- Texts are in English.",
    ].join("\n"),
} as const;

const request = {
  ru: "Раздели модуль на уроки и верни JSON.",
  en: "Split the module into lessons and return the JSON.",
} as const;

/** The prompt of an outline. */
export const messages = (input: {
  readonly track: TrackContext;
  readonly module: StudyModule;
  readonly locale: Locale;
}): PromptMessage[] => {
  const { track, module, locale } = input;
  return [
    system(
      rules[locale](module),
      renderTrack({ ...track, modules: [] }, locale),
      studyNotice(locale),
      renderModule(module),
    ),
    { role: "user", content: request[locale] },
  ];
};

export type ParsedOutline =
  | { readonly ok: true; readonly outline: Outline }
  | { readonly ok: false; readonly issues: string[] };

const isOutline = (value: unknown): boolean =>
  value !== null && typeof value === "object" && "lessons" in value;

/** What an outline lacks: objectives without a lesson, numbers of no objective, a project too few or too many. */
function gaps({ lessons, project }: Outline, module: StudyModule): string[] {
  const numbers = module.objectives.map((_, at) => at + 1);
  const taught = new Set(lessons.flatMap((one) => one.objective_numbers));
  const left = numbers.filter((one) => !taught.has(one));
  const unknown = [...taught].filter((one) => !numbers.includes(one));
  const titles = lessons.map((one) => one.title.toLowerCase());
  return [
    ...(left.length > 0 ? [`lessons: objectives ${left.join(", ")} are in no lesson`] : []),
    ...(unknown.length > 0 ? [`objective_numbers: there is no ${unknown.join(", ")}`] : []),
    ...(new Set(titles).size < titles.length ? ["lessons: two have the same title"] : []),
    ...(module.isLast && project === null ? ["project: the last module needs one"] : []),
  ];
}

/** Reads the answer to an outline; nothing is made up for what is missing. */
export const parseOutline = (text: string, module: StudyModule): ParsedOutline => {
  const value = jsonValues(text).findLast(isOutline);
  if (value === undefined) {
    return { ok: false, issues: ['The answer contains no JSON object with a "lessons" array.'] };
  }
  const withNulls = (one: unknown): unknown =>
    one !== null && typeof one === "object" ? { previous_title: null, ...one } : one;
  const given = value as { readonly lessons: unknown };
  const result = outlineShape.safeParse({
    project: null,
    ...given,
    lessons: Array.isArray(given.lessons) ? given.lessons.map(withNulls) : given.lessons,
  });
  if (!result.success) return { ok: false, issues: issuesOf(result.error) };
  const outline = module.isLast ? result.data : { ...result.data, project: null };
  const issues = gaps(outline, module);
  return issues.length === 0 ? { ok: true, outline } : { ok: false, issues };
};

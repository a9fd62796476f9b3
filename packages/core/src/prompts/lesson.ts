// A lesson: one readable shape, which people and programs read, and what a teacher would hold it to.
import type { VersionKind } from "@ai-learning/protocol/lesson";
import type { Locale } from "./locale.ts";
import { system, type PromptMessage } from "./message.ts";
import {
  renderLesson,
  renderLessonText,
  renderModule,
  studyNotice,
  type StudyLesson,
  type StudyModule,
} from "./study-data.ts";
import { renderTrack, type TrackContext } from "./track.ts";

export { lessonSettings as settings } from "./answer-settings.ts";

const shape = {
  ru: `Форма урока (markdown), заголовки ровно такие:

# <название урока>

<конкретный случай, до определений>

## <название раздела>
(2–4 раздела объяснения)

## Разобранный пример: <о чём>
(целиком, каждый шаг объяснён)

## Допишите шаги
(второй пример, часть шагов заменена на ___)

## Частая ошибка
(по одному заблуждению на каждую цель и что верно на самом деле)

## Коротко
- <3–5 пунктов>

## Упражнение
<задание на 5–15 минут>
### Подсказка 1
### Подсказка 2
### Подсказка 3
### Решение
(полное, начинается с ответов к «Допишите шаги»)`,
  en: `The lesson's shape (markdown), with exactly these headings:

# <title of the lesson>

<a concrete case, before any definition>

## <section title>
(2-4 sections that explain)

## Worked example: <what>
(complete, every step explained)

## Fill in the steps
(a second example with some steps replaced by ___)

## Common mistake
(one misconception for each objective, and what is true instead)

## In short
- <3-5 points>

## Exercise
<a task of 5-15 minutes>
### Hint 1
### Hint 2
### Hint 3
### Solution
(complete, beginning with the answers to "Fill in the steps")`,
} as const;

const rules = {
  ru: [
    "Ты опытный преподаватель и пишешь один урок курса для одного ученика.",
    "Правила:",
    "- 700–1000 слов. Слова, уровень и цель ученика. Только цели этого урока.",
    "- Настоящие команды и числа; то, что ученик может проверить сам. Никаких выдуманных источников и ссылок.",
    "- Термин один раз с английским оригиналом в скобках, «ёлочки», десятичная запятая; код не переводить. Обращайся на «вы».",
    "- Каждая подсказка открывает больше предыдущей, ни одна не даёт всего решения.",
    "- Формулы — в $…$ или $$…$$; схема, если она помогает, — блок ```mermaid.",
    "- Никаких вступлений и послесловий вне этой формы.",
  ].join("\n"),
  en: [
    "You are an experienced teacher and write one lesson of a course for one learner.",
    "Rules:",
    "- 700-1,000 words. The learner's words, level and goal. Only this lesson's objectives.",
    "- Real commands and numbers; things learners can check themselves. No invented sources, no links.",
    "- Each hint gives more away than the one before; none gives the whole solution.",
    "- Formulas in $…$ or $$…$$; a diagram, where it helps, as a ```mermaid block.",
    "- No introduction and no afterword outside of this shape.",
  ].join("\n"),
} as const;

const wishes = {
  ru: {
    first: "Напиши урок.",
    simpler:
      "Ученику этот урок показался трудным. Напиши его заново проще: короче предложения, мельче шаги, больше привычных сравнений, тот же результат.",
    deeper:
      "Ученик хочет глубже. Напиши урок заново: почему это так устроено, границы применимости, более трудные пример и упражнение; те же цели.",
    example:
      "Ученику нужен другой пример. Напиши урок заново с другими случаем, разобранным примером и упражнением; объяснения могут остаться.",
  },
  en: {
    first: "Write the lesson.",
    simpler:
      "The learner found this lesson hard. Write it anew and simpler: shorter sentences, smaller steps, more familiar comparisons, the same result.",
    deeper:
      "The learner wants to go deeper. Write the lesson anew: why it works so, where it stops working, a harder example and exercise; the same objectives.",
    example:
      "The learner needs another example. Write the lesson anew with another case, worked example and exercise; explanations may stay.",
  },
} as const;

/** The prompt of a lesson. `before`: the text of it that the learner has read; null for the first. */
export const messages = (input: {
  readonly track: TrackContext;
  readonly module: StudyModule;
  readonly lesson: StudyLesson;
  readonly how: VersionKind;
  readonly before: string | null;
  readonly locale: Locale;
}): PromptMessage[] => {
  const { track, module, lesson, how, before, locale } = input;
  return [
    system(
      rules[locale],
      shape[locale],
      renderTrack({ ...track, modules: [] }, locale),
      studyNotice(locale),
      renderModule(module),
      renderLesson(lesson, { how }),
      before === null ? "" : renderLessonText(before),
    ),
    { role: "user", content: wishes[locale][how] },
  ];
};

/** The prompt of a lesson on a title, apart from any module. */
export const freeMessages = (input: {
  readonly title: string;
  readonly context: string;
  readonly kind: string;
  readonly locale: Locale;
}): PromptMessage[] => {
  const { title, context, kind, locale } = input;
  const lesson = { number: 1, title, minutes: 30, objectives: [title] };
  return [
    system(
      rules[locale],
      shape[locale],
      studyNotice(locale),
      renderLesson(lesson, { context: context.slice(0, 4_000).toWellFormed(), kind, how: "first" }),
    ),
    { role: "user", content: wishes[locale].first },
  ];
};

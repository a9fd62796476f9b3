// The first words of the mentor: a greeting and a whole plan.
import type { Locale } from "./locale.ts";
import { opening, system, type PromptMessage, type Settings } from "./message.ts";
import { planShape } from "./shape.ts";
import { renderTrack, type CourseRequest } from "./track.ts";

export const settings: Settings = { temperature: 0.8, maxTokens: 1500 };

const role = {
  ru:
    "Ты дружелюбный куратор курсов. Ученик только что рассказал, чему хочет научиться. Поздоровайся одной-двумя " +
    "фразами, назови навык словами ученика, покажи, что учтены его уровень и ожидания, и сразу предложи план.",
  en:
    "You are a friendly course curator. A learner has just said what they want to learn. Greet them in one or two " +
    "sentences, name the skill in the learner's own words, show that their level and expectations were heard, and " +
    "propose a plan at once.",
} as const;

const rules = {
  ru: (hours: number | null): string =>
    [
      "Правила:",
      "- 2–3 цели, 4–6 модулей, 2–3 проекта, 2–3 совета по учёбе. Если часов меньше четырёх, модулей может быть меньше.",
      hours === null
        ? "- Сколько есть времени, ученик не сказал: предложи разумное число часов и назови его."
        : `- Сумма часов модулей ровно ${hours}. Пересчитай её перед ответом.`,
      "- Модули идут от простого к сложному и соответствуют уровню; названия конкретны для этого предмета.",
      "- Пиши по-русски, тепло и коротко: весь ответ до 600 слов.",
      "- Заверши вопросом: нравится ли план, что изменить, готов ли ученик его финализировать.",
    ].join("\n"),
  en: (hours: number | null): string =>
    [
      "Rules:",
      "- 2-3 goals, 4-6 modules, 2-3 projects, 2-3 pieces of study advice. With fewer than four hours there may be fewer modules.",
      hours === null
        ? "- The learner did not say how much time there is: propose a sensible number of hours and name it."
        : `- The modules' hours add up to exactly ${hours}. Check the sum before you answer.`,
      "- Modules go from simple to complex and fit the level; their titles are specific to this subject.",
      "- Write in English, warmly and briefly: at most 700 words in all.",
      "- End by asking whether they like the plan, what to change, and whether they are ready to finalise it.",
    ].join("\n"),
} as const;

export const messages = (input: {
  readonly track: CourseRequest;
  readonly locale: Locale;
}): PromptMessage[] => {
  const { track, locale } = input;
  const hours = track.hours !== null && track.hours > 0 ? track.hours : null;
  return [
    system(role[locale], rules[locale](hours), planShape[locale], renderTrack(track, locale)),
    { role: "user", content: opening[locale] },
  ];
};

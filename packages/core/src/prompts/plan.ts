// A course plan as JSON, asked for over HTTP outside the conversation.
import { limits } from "@ai-learning/protocol/limits";
import type { Locale } from "./locale.ts";
import { conversation, system, type HistoryItem, type PromptMessage } from "./message.ts";
import { renderTrack, type CourseRequest } from "./track.ts";

export { planSettings as settings } from "./answer-settings.ts";

const example =
  '{"overview":"…","goals":["…"],"modules":[{"name":"…","description":"…","duration_hours":4,' +
  '"topics":["…"]}],"exercises":["…"],"final_project":"…"}';

const role = {
  ru: (hours: number | null): string =>
    [
      "Ты опытный куратор учебных программ. Составь план курса по данным трека и беседе, если она есть.",
      "Ответь только объектом JSON, без пояснений и без ограждения кода:",
      example,
      "Правила:",
      "- 2–4 цели, 3–7 модулей от простого к сложному, у каждого 2–5 тем, 2–5 упражнений, один итоговый проект.",
      `- Если в беседе согласован план с другим числом модулей, их столько же, не больше ${limits.planModules}.`,
      hours === null
        ? "- Сколько есть времени, не сказано: предложи разумное число часов."
        : `- Сумма duration_hours ровно ${hours}.`,
      "- Учитывай уровень и ожидания. Все тексты на русском языке.",
    ].join("\n"),
  en: (hours: number | null): string =>
    [
      "You are an experienced curator of study programmes. Make a course plan from the track's data and the conversation, if there is one.",
      "Answer only with a JSON object, no explanations, no code fence:",
      example,
      "Rules:",
      "- 2-4 goals, 3-7 modules from simple to complex with 2-5 topics each, 2-5 exercises, one final project.",
      `- If the conversation has agreed on a plan with another number of modules, there are as many, at most ${limits.planModules}.`,
      hours === null
        ? "- How much time there is was not said: propose a sensible number of hours."
        : `- The sum of duration_hours is exactly ${hours}.`,
      "- Take the level and the expectations into account. All texts in English.",
    ].join("\n"),
} as const;

const request = {
  ru: "Составь план курса и верни его как JSON.",
  en: "Make the course plan and return it as JSON.",
} as const;

export const messages = (input: {
  readonly track: CourseRequest;
  readonly locale: Locale;
  readonly history?: readonly HistoryItem[];
}): PromptMessage[] => {
  const { track, locale, history = [] } = input;
  const hours = track.hours !== null && track.hours > 0 ? track.hours : null;
  const instructions = system(role[locale](hours), renderTrack(track, locale));
  return conversation(instructions, history, locale, request[locale]);
};

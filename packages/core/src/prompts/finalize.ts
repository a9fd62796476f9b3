// From the dialogue to modules: the plan last agreed, as JSON and nothing else.
import type { Locale } from "./locale.ts";
import {
  conversation,
  localeOfPrompt,
  partialMark,
  system,
  type HistoryItem,
  type PromptMessage,
} from "./message.ts";
import { renderTrack, type TrackContext } from "./track.ts";

export { finalizationSettings as settings } from "./answer-settings.ts";

const longestQuote = 8_000;

const example =
  '{"modules":[{"module_number":1,"title":"…","description":"…","estimated_duration_hours":4,' +
  '"learning_objectives":["…","…"],"previous_number":null}]}';

const role = {
  ru: [
    "Ты превращаешь согласованный план курса в модули. Прочитай весь диалог и найди план, показанный или согласованный последним: он может стоять раньше побочных вопросов и ответов. Правки ученика, принятые после него, учти.",
    `Ответ, который кончается на ${partialMark}, оборван: плана в нём нет, бери последний целый.`,
    "Ответь только объектом JSON, без пояснений и без ограждения кода:",
    example,
    "Правила:",
    "- Модули, их порядок, названия и часы точно как в этом плане. Ничего не добавляй и не опускай. От 1 до 20 модулей.",
    "- description: 1–2 предложения; learning_objectives: 2–4 коротких результата; часы — целые от 1 до 500.",
    "- previous_number: у трека уже могут быть модули (поле modules в данных трека). Если модуль плана продолжает один из них, пусть и под другим названием или с другими часами, укажи его number, иначе null. Один номер — не более чем у одного модуля.",
    "- Тексты — на языке плана.",
  ].join("\n"),
  en: [
    "You turn an agreed course plan into modules. Read the whole dialogue and find the plan shown or agreed last: it may come before side questions and their answers. Apply changes the learner had accepted after it.",
    `An answer that ends with ${partialMark} was cut off: it holds no plan, take the last whole one.`,
    "Answer only with a JSON object, no explanations, no code fence:",
    example,
    "Rules:",
    "- Modules, their order, titles and hours exactly as in that plan. Add nothing, leave nothing out. From 1 to 20 modules.",
    "- description: 1-2 sentences; learning_objectives: 2-4 short outcomes; hours are whole numbers from 1 to 500.",
    "- previous_number: the track may already have modules (field modules of the track data). If a module of the plan continues one of them, even under another title or with other hours, give its number, otherwise null. No number is used by more than one module.",
    "- Texts are in the plan's language.",
  ].join("\n"),
} as const;

const request = {
  ru: "Финализируй план: верни JSON с модулями плана, согласованного последним.",
  en: "Finalise the plan: return the JSON with the modules of the plan agreed last.",
} as const;

export const messages = (input: {
  readonly track: TrackContext;
  readonly history: readonly HistoryItem[];
  readonly locale: Locale;
}): PromptMessage[] => {
  const { track, history, locale } = input;
  const instructions = system(role[locale], renderTrack(track, locale));
  return conversation(instructions, history, locale, request[locale]);
};

const repair = {
  ru: "Этот ответ не подходит. Исправь ровно перечисленное и верни весь объект JSON целиком, без пояснений:",
  en: "That answer cannot be used. Correct exactly what is listed and return the whole JSON object, without explanations:",
} as const;

/** The same request again with the answer that failed and what was wrong with it. */
export const repairMessages = (
  messages: readonly PromptMessage[],
  badAnswer: string,
  issues: readonly string[],
): PromptMessage[] => [
  ...messages,
  { role: "assistant", content: badAnswer.slice(0, longestQuote).toWellFormed() || "…" },
  {
    role: "user",
    content: [repair[localeOfPrompt(messages)], ...issues.map((issue) => `- ${issue}`)].join("\n"),
  },
];

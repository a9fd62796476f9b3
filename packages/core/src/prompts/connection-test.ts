// The smallest call that shows a model answers.
import type { Locale } from "./locale.ts";
import { system, type PromptMessage, type Settings } from "./message.ts";

export const settings: Settings = { temperature: 0.8, maxTokens: 1000 };

const role = {
  ru: "Проверяется связь с моделью. Ответь одним коротким приветствием на русском языке.",
  en: "The connection to the model is being tested. Answer with one short greeting in English.",
} as const;

const request = { ru: "Привет!", en: "Hello!" } as const;

export const messages = (input: { readonly locale: Locale }): PromptMessage[] => [
  system(role[input.locale]),
  { role: "user", content: request[input.locale] },
];

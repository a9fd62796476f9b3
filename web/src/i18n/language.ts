// The language of the site: the browser's until the visitor chooses one.
import type { Locale } from "@ai-learning/protocol/user";
import { keep, recall } from "../state/storage.ts";

export type Language = Locale;

const isLanguage = (value: unknown): value is Language => value === "ru" || value === "en";

/** The chosen language, else the first of the browser's that the site has, else English. */
export function preferredLanguage(): Language {
  const chosen = recall("language");
  if (isLanguage(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find(isLanguage) ?? "en";
}

export const keepLanguage = (language: Language): void => keep("language", language);

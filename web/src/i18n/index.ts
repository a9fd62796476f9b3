// The dictionary in use. It is loaded before the first render, and again when the language changes.
import { createSignal } from "solid-js";
import type { en } from "./en/base.ts";
import { keepLanguage, preferredLanguage, type Language } from "./language.ts";

/** What both languages say; the English one gives the shape. */
export type Dictionary = typeof en;

const load: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  en: async () => (await import("./en/base.ts")).en,
  ru: async () => (await import("./ru/base.ts")).ru,
};

const [current, setCurrent] = createSignal<{ language: Language; words: Dictionary }>();

function inUse(): { language: Language; words: Dictionary } {
  const value = current();
  if (value === undefined) throw new Error("The dictionary is not loaded yet");
  return value;
}

/** The dictionary of the language in use; reactive. */
export const t = (): Dictionary => inUse().words;

/** The language in use; reactive. */
export const language = (): Language => inUse().language;

async function use(language: Language): Promise<void> {
  const words = await load[language]();
  document.documentElement.lang = language;
  setCurrent({ language, words });
}

/** Call once, before the first render. */
export const startI18n = (): Promise<void> => use(preferredLanguage());

/** A visitor's choice. It is kept. */
export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await use(language);
}

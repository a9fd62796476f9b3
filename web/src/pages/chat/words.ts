// The chat's own words. They come with the chat's code, not with every page's.
import { createEffect, createSignal } from "solid-js";
import type { ChatWords } from "../../i18n/en/chat.ts";
import { language } from "../../i18n/index.ts";
import { preferredLanguage, type Language } from "../../i18n/language.ts";

const load: Readonly<Record<Language, () => Promise<ChatWords>>> = {
  en: async () => (await import("../../i18n/en/chat.ts")).chat,
  ru: async () => (await import("../../i18n/ru/chat.ts")).chat,
};

// Asked for at once: they arrive while the track is read.
load[preferredLanguage()]().catch(() => undefined);

const [words, setWords] = createSignal<ChatWords>();

/** Keeps the words in step with the language. Call in the page. */
export function useWords(): { isReady: () => boolean; error: () => unknown } {
  const [error, setError] = createSignal<unknown>();
  createEffect(() => {
    load[language()]().then((loaded) => setWords(() => loaded), setError);
  });
  return { isReady: () => words() !== undefined, error };
}

/** The chat's words in the language in use; reactive. */
export function say(): ChatWords {
  const loaded = words();
  if (loaded === undefined) throw new Error("The chat's words are not loaded yet");
  return loaded;
}

// The site's dictionary. A route names the sections that its page needs beside the base.
import type * as base from "./en/base.ts";
import type { accountForms } from "./en/account-forms.ts";
import type { chat } from "./en/chat.ts";
import type { chatParts } from "./en/chat-parts.ts";
import type { learning } from "./en/learning.ts";
import type { moreErrors } from "./en/more-errors.ts";
import type { myAccount } from "./en/my-account.ts";
import type { settings } from "./en/settings.ts";
import type { trackPages } from "./en/track-pages.ts";
import { createDictionary } from "./dictionary.ts";
import { keepLanguage, preferredLanguage, type Language } from "./language.ts";

/** What both languages say; the English one gives the shape. */
interface Sections {
  /** Loaded before the first render. */
  readonly base: typeof base;
  readonly accountForms: typeof accountForms;
  readonly chat: typeof chat;
  /** Loaded with what a chat shows later: its plan, finalised modules, notes, a dialog for names. */
  readonly chatParts: typeof chatParts;
  /** Of the pages that teach: today, a module, a lesson with its study chat. */
  readonly learning: typeof learning;
  /** Loaded with the pages after the chat, by the chat a while after it opened, or by the first error. */
  readonly moreErrors: typeof moreErrors;
  readonly myAccount: typeof myAccount;
  /** Of the model, and of the study calendar: two pages that few look at often. */
  readonly settings: typeof settings;
  readonly trackPages: typeof trackPages;
}

export type Section = keyof Sections;

const dictionary = createDictionary<Sections>(
  {
    en: {
      base: () => import("./en/base.ts"),
      accountForms: async () => (await import("./en/account-forms.ts")).accountForms,
      chat: async () => (await import("./en/chat.ts")).chat,
      chatParts: async () => (await import("./en/chat-parts.ts")).chatParts,
      learning: async () => (await import("./en/learning.ts")).learning,
      moreErrors: async () => (await import("./en/more-errors.ts")).moreErrors,
      myAccount: async () => (await import("./en/my-account.ts")).myAccount,
      settings: async () => (await import("./en/settings.ts")).settings,
      trackPages: async () => (await import("./en/track-pages.ts")).trackPages,
    },
    ru: {
      base: () => import("./ru/base.ts"),
      accountForms: async () => (await import("./ru/account-forms.ts")).accountForms,
      chat: async () => (await import("./ru/chat.ts")).chat,
      chatParts: async () => (await import("./ru/chat-parts.ts")).chatParts,
      learning: async () => (await import("./ru/learning.ts")).learning,
      moreErrors: async () => (await import("./ru/more-errors.ts")).moreErrors,
      myAccount: async () => (await import("./ru/my-account.ts")).myAccount,
      settings: async () => (await import("./ru/settings.ts")).settings,
      trackPages: async () => (await import("./ru/track-pages.ts")).trackPages,
    },
  },
  preferredLanguage,
);

export const { language } = dictionary;

/** A section in the language in use, the base unless another is named; reactive. */
export function t(): Sections["base"];
export function t<S extends Section>(section: S): Sections[S];
export function t(section: Section = "base"): Sections[Section] {
  return dictionary.words(section);
}

/** Whether a section is there; reactive. */
export const hasWords = (section: Section): boolean => dictionary.has(section);

const showLanguage = (): void => {
  document.documentElement.lang = language();
};

/** Loads a section in the language in use. The base is loaded before the first render. */
export async function loadWords(section: Section): Promise<void> {
  await dictionary.load(section);
  showLanguage();
}

/** Changes the language of the site. The choice is kept. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  keepLanguage(chosen);
  await dictionary.choose(chosen);
  showLanguage();
}

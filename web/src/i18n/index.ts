// The site's dictionary. A route names the sections that its page needs beside the base.
import type * as base from "./en/base.ts";
import type { accountForms } from "./en/account-forms.ts";
import type { answerNotes } from "./en/answer-notes.ts";
import type { chat } from "./en/chat.ts";
import type { moreErrors } from "./en/more-errors.ts";
import type { myAccount } from "./en/my-account.ts";
import type { plan } from "./en/plan.ts";
import type { settings } from "./en/settings.ts";
import type { trackPages } from "./en/track-pages.ts";
import { createDictionary } from "./dictionary.ts";
import { keepLanguage, preferredLanguage, type Language } from "./language.ts";

/** What both languages say; the English one gives the shape. */
interface Sections {
  /** Loaded before the first render. */
  readonly base: typeof base;
  readonly accountForms: typeof accountForms;
  /** Loaded with the first answer that has notes. */
  readonly answerNotes: typeof answerNotes;
  readonly chat: typeof chat;
  /** Loaded with the pages after the chat, by the chat a while after it opened, or by the first error. */
  readonly moreErrors: typeof moreErrors;
  readonly myAccount: typeof myAccount;
  /** Loaded with the plan beside a chat. */
  readonly plan: typeof plan;
  readonly settings: typeof settings;
  readonly trackPages: typeof trackPages;
}

export type Section = keyof Sections;

const dictionary = createDictionary<Sections>(
  {
    en: {
      base: () => import("./en/base.ts"),
      accountForms: async () => (await import("./en/account-forms.ts")).accountForms,
      answerNotes: async () => (await import("./en/answer-notes.ts")).answerNotes,
      chat: async () => (await import("./en/chat.ts")).chat,
      moreErrors: async () => (await import("./en/more-errors.ts")).moreErrors,
      myAccount: async () => (await import("./en/my-account.ts")).myAccount,
      plan: async () => (await import("./en/plan.ts")).plan,
      settings: async () => (await import("./en/settings.ts")).settings,
      trackPages: async () => (await import("./en/track-pages.ts")).trackPages,
    },
    ru: {
      base: () => import("./ru/base.ts"),
      accountForms: async () => (await import("./ru/account-forms.ts")).accountForms,
      answerNotes: async () => (await import("./ru/answer-notes.ts")).answerNotes,
      chat: async () => (await import("./ru/chat.ts")).chat,
      moreErrors: async () => (await import("./ru/more-errors.ts")).moreErrors,
      myAccount: async () => (await import("./ru/my-account.ts")).myAccount,
      plan: async () => (await import("./ru/plan.ts")).plan,
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

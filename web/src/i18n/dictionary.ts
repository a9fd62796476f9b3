// A dictionary in sections: each is a file per language, fetched when a page needs it.
import { createSignal, type Accessor } from "solid-js";
import type { Language } from "./language.ts";

/** Fetches every section in every language. Each source may be called again: it is expected to cache. */
export type Sources<Sections> = Readonly<
  Record<Language, { readonly [S in keyof Sections]: () => Promise<Sections[S]> }>
>;

export interface Dictionary<Sections> {
  /** The language on screen; reactive. Throws before the first section is loaded. */
  readonly language: Accessor<Language>;
  /** A section in the language on screen; reactive. Throws when it is not loaded. */
  readonly words: <S extends keyof Sections>(section: S) => Sections[S];
  /** Whether a section is loaded; reactive. */
  readonly has: (section: keyof Sections) => boolean;
  /** Loads a section; it then follows the language. Rejects when its file cannot be fetched. */
  readonly load: (section: keyof Sections) => Promise<void>;
  /**
   * Changes the language once every loaded section is there in it: no mixture is ever shown.
   * Rejects, and leaves the language as it was, when a file cannot be fetched.
   */
  readonly choose: (language: Language) => Promise<void>;
}

interface Shown<Sections> {
  readonly language: Language;
  readonly words: Readonly<Partial<Sections>>;
}

export function createDictionary<Sections extends object>(
  sources: Sources<Sections>,
  preferred: () => Language,
): Dictionary<Sections> {
  const [shown, setShown] = createSignal<Shown<Sections>>();
  let chosen: Language | undefined;

  /** Shows what is loaded, and `more`, in the chosen language. */
  async function show(more: readonly (keyof Sections)[]): Promise<void> {
    const language = (chosen ??= preferred());
    const words: Partial<Sections> = {};
    const loaded = Object.keys(shown()?.words ?? {}) as (keyof Sections)[];
    await Promise.all(
      [...new Set([...loaded, ...more])].map(async (section) => {
        words[section] = await sources[language][section]();
      }),
    );
    // Another language was chosen meanwhile: that is the one to show.
    if (language !== chosen) return show(more);
    setShown((before) => ({
      language,
      // Another section may have arrived meanwhile.
      words: { ...(before?.language === language && before.words), ...words },
    }));
  }

  async function choose(language: Language): Promise<void> {
    const before = chosen;
    chosen = language;
    try {
      await show([]);
    } catch (error) {
      if (chosen === language) chosen = before;
      throw error;
    }
  }

  return {
    language() {
      const language = shown()?.language;
      if (language === undefined) throw new Error("No words are loaded yet");
      return language;
    },
    words(section) {
      const words = shown()?.words[section];
      if (words === undefined) throw new Error(`The words of ${String(section)} are not loaded`);
      return words;
    },
    has: (section) => shown()?.words[section] !== undefined,
    load: (section) => show([section]),
    choose,
  };
}

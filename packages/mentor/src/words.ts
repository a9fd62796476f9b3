// Small words of both languages: plurals, levels, hours.
import type { Level, Locale } from "./plan.ts";

const rules = { ru: new Intl.PluralRules("ru"), en: new Intl.PluralRules("en") } as const;

const forms = {
  ru: {
    hour: { one: "час", few: "часа", many: "часов" },
    module: { one: "модуль", few: "модуля", many: "модулей" },
  },
  en: {
    hour: { one: "hour", few: "hours", many: "hours" },
    module: { one: "module", few: "modules", many: "modules" },
  },
} as const;

/** "5 часов", "1 hour". */
export const count = (number: number, thing: "hour" | "module", locale: Locale): string => {
  const rule = rules[locale].select(number);
  const form = rule === "one" || rule === "few" ? rule : "many";
  return `${number} ${forms[locale][thing][form]}`;
};

export const levelNames: Readonly<Record<Locale, Readonly<Record<Level, string>>>> = {
  ru: { beginner: "начальный", intermediate: "средний", advanced: "продвинутый" },
  en: { beginner: "beginner", intermediate: "intermediate", advanced: "advanced" },
};

/** A title inside a sentence. */
export const quoted = (text: string, locale: Locale): string =>
  locale === "ru" ? `«${text}»` : `“${text}”`;

export const capitalised = (text: string): string => {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
};

/** Cut at a word, with an ellipsis, when longer than `limit`. */
export const clipped = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1).toWellFormed();
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/, "")}…`;
};

/** One line: any run of white space or control characters is one space. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();

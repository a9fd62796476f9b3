// The sentences of the mentor: templates of `language/<language>/phrases.json` filled with values. Longer texts are
// templates too, each a file beside it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import en from "../language/en/phrases.json" with { type: "json" };
import ru from "../language/ru/phrases.json" with { type: "json" };
import type { Locale } from "./plan.ts";
import { clipped, escaped } from "./text.ts";

export type Phrase = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

const phrases: Readonly<Record<Locale, Readonly<Record<Phrase, string>>>> = { en, ru };

/** `forms` is "hour|hours", in Russian "час|часа|часов". */
const counted = (locale: Locale, number: number, forms: string): string => {
  const [one = "", few = one, many = few] = forms.split("|");
  const rule = new Intl.PluralRules(locale).select(number);
  return `${number} ${rule === "one" ? one : rule === "few" ? few : many}`;
};

const formatted = (locale: Locale, value: string | number, form: string | undefined): string => {
  if (form === "hours" || form === "modules")
    return counted(locale, Number(value), phrases[locale][form]);
  const text = String(value);
  if (form === "quoted")
    return phrases[locale].quotes.replace("_", () => escaped(clipped(text, 200)));
  return form === "raw" ? text : escaped(text);
};

const filled = (locale: Locale, template: string, values: Values): string =>
  template.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, form?: string) =>
    formatted(locale, values[name] ?? "", form),
  );

/**
 * A phrase with its values put in: `{name}` as text in which nothing is Markdown, `{name:raw}` as it is,
 * `{name:quoted}` in the quotes of the language, `{name:hours}` and `{name:modules}` counted in words.
 */
export const say = (locale: Locale, phrase: Phrase, values: Values = {}): string =>
  filled(locale, phrases[locale][phrase], values);

const folder = join(import.meta.dirname, "../language");

/** One of the longer texts, filled as a phrase is. */
export const page = (locale: Locale, name: "guide" | "practice" | "project", values: Values) =>
  filled(locale, readFileSync(join(folder, locale, `${name}.md`), "utf8").trim(), values);

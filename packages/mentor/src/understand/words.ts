// Words and patterns of both languages, from `language/<language>/words.json`: a learner may mix them. In a pattern `*`
// stands for any letters, a space for white space, `@` for hours, `%` for a number, `(a|b)` for alternatives, `?` makes what is before it optional, `е` is
// `ё` too, `{list}` stands for the words of a list, and `<slot>` for what is to be read there.
import en from "../../language/en/words.json" with { type: "json" };
import ru from "../../language/ru/words.json" with { type: "json" };

type Lists<T> = { [K in keyof T]: T[K] extends readonly string[] ? K : never }[keyof T];
/** The lists of either language. */
export type List = Lists<typeof en> | Lists<typeof ru>;

const tables: readonly Readonly<Record<string, unknown>>[] = [en, ru];
const both = (names: readonly string[]): string[] =>
  names.flatMap((name) => tables.flatMap((table) => (table[name] ?? []) as string[]));

/** A class of all letters there are takes long to compile. */
const letter = "a-zа-яё";

const sourceOf = (pattern: string): string =>
  pattern
    .replaceAll("@", "\\d+h\\s{0,20}")
    .replaceAll("%", "\\d+")
    .replace(/\{([a-z.]+)\}/gi, (_, name: string) => `(${both([name]).join("|")})`)
    .replace(/\((?!\?)/g, "(?:")
    .replace(/(?<![).+])\*/g, `[${letter}]*`)
    .replaceAll("е", "[её]")
    .replaceAll(" ", "\\s+");

export const alternatives = (patterns: readonly string[]): string =>
  `(?:${patterns.map(sourceOf).join("|")})(?![${letter}0-9])`;
/** Whole words only. */
export const words = (patterns: readonly string[]): string =>
  `(?<![${letter}0-9])${alternatives(patterns)}`;
export const everyOf = (patterns: readonly string[]): RegExp => new RegExp(words(patterns), "giu");

export const source = (...names: readonly List[]): string => words(both(names));
export const any = (...names: readonly List[]): RegExp => new RegExp(source(...names), "iu");
export const every = (...names: readonly List[]): RegExp => everyOf(both(names));
/** At the beginning of a text, with what separates it from the rest. */
export const starts = (...names: readonly List[]): RegExp =>
  new RegExp(`^\\s*${source(...names)}[\\s,:–—-]*`, "iu");

const slots: Readonly<Record<string, string>> = {
  h: "\\d+)h",
  n: "\\d{1,3})",
  title: ".+)",
  name: ".+)",
};

/** Rules by the change they stand for, in the order in which they are tried. */
export type Kind = keyof typeof en.rules;
export const rules: readonly (readonly [Kind, RegExp])[] = Object.entries(en.rules).flatMap(
  ([name, patterns]) => {
    const kind = name as Kind;
    return [...patterns, ...ru.rules[kind]].map((pattern) => {
      const rule = sourceOf(pattern).replace(
        /(?<!\?)<(\w+)>/g,
        (_, slot: string) => `(?<${slot}>${slots[slot] ?? ".+?)"}`,
      );
      return [kind, new RegExp(`^\\s*(?:${rule})[\\s.!?…]*$`, "dsu")] as const;
    });
  },
);

export { en, ru };

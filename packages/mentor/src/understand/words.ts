// Words and patterns of both languages, from `language/<language>/words.json`: a learner may mix them. In a pattern `*`
// stands for any letters, a space for white space, `(a|b)` for alternatives, `?` makes what is before it optional, `е` is
// `ё` too, `{list}` stands for the words of a list, and `<slot>` for what is to be read there.
import en from "../../language/en/words.json" with { type: "json" };
import ru from "../../language/ru/words.json" with { type: "json" };

type Table = typeof en & typeof ru;
/** The lists that both languages have. */
export type List = {
  [K in keyof typeof en & keyof typeof ru]: Table[K] extends readonly string[] ? K : never;
}[keyof typeof en & keyof typeof ru];

const tables: readonly Readonly<Record<string, unknown>>[] = [en, ru];
const both = (names: readonly List[]): readonly string[] =>
  names.flatMap((name) => [...en[name], ...ru[name]]);

/** A class of all letters there are takes long to compile. */
const letter = "a-zа-яё";

const sourceOf = (pattern: string): string =>
  pattern
    .replace(
      /\{([a-z.]+)\}/gi,
      (_, name: string) => `(${tables.map((table) => [table[name]].flat().join("|")).join("|")})`,
    )
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
/** At the beginning of a text, with what separates it from the rest. */
export const opening = (patterns: readonly string[]): RegExp =>
  new RegExp(`^\\s*${words(patterns)}[\\s,:–—-]*`, "iu");

export const source = (...names: readonly List[]): string => words(both(names));
export const any = (...names: readonly List[]): RegExp => new RegExp(source(...names), "iu");
export const every = (...names: readonly List[]): RegExp => everyOf(both(names));
export const starts = (...names: readonly List[]): RegExp => opening(both(names));

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

// The words of both languages, from `language/<language>/words.json`: a learner may mix them.
import en from "../../language/en/words.json" with { type: "json" };
import ru from "../../language/ru/words.json" with { type: "json" };
import * as patterns from "../patterns.ts";

type Table = typeof en & typeof ru;
/** The lists that both languages have. */
export type List = {
  [K in keyof typeof en & keyof typeof ru]: Table[K] extends readonly string[] ? K : never;
}[keyof typeof en & keyof typeof ru];
export type Verb = List extends infer K ? (K extends `verb.${infer V}` ? V : never) : never;

const both = (lists: readonly List[]): readonly string[] =>
  lists.flatMap((list) => [...en[list], ...ru[list]]);

export const source = (...lists: readonly List[]): string => patterns.words(both(lists));
export const anyOf = (...lists: readonly List[]): RegExp => patterns.anyOf(both(lists));
export const everyOf = (...lists: readonly List[]): RegExp => patterns.everyOf(both(lists));
export const opening = (...lists: readonly List[]): RegExp => patterns.opening(both(lists));

export { en, ru };

// A lesson's text taken apart at its headings, as different models write them.
import { any, type List } from "./understand/words.ts";

export interface Section {
  /** The heading with its text: all sections in a row are the whole. */
  readonly whole: string;
  readonly title: string;
  readonly body: string;
}

/** In code a line may begin as a heading does. */
const code = /^(`{3,}|~{3,})[\s\S]*?^\1/gm;

export const sectionsOf = (text: string): Section[] =>
  text
    .replace(code, (block) => block.replace(/^#/gm, "\0#"))
    .split(/^(?=#{1,6} )/m)
    .map((part) => {
      const whole = part.replaceAll("\0", "");
      const [, title = "", body = whole] = /^#+ (.*)\n?([\s\S]*)$/.exec(whole) ?? [];
      return { whole, title, body: body.trim() };
    });

/** Paragraphs, tables and blocks of code; a list as its items. */
export const blocksOf = (text: string): string[] =>
  text.match(/^(`{3,}|~{3,})[\s\S]*?^\1.*$|^.+(?:\n(?![-*`~]|\d+\.).+)*/gm) ?? [];

const parts = ["example", "gaps", "mistake", "short", "exercise", "hint", "solution"] as const;
export type Part = (typeof parts)[number];
const named = new Map(parts.map((part) => [part, any(`part.${part}` as List)]));

/** What a section is for; undefined: it explains. */
export const partOf = ({ title }: Section): Part | undefined =>
  parts.find((part) => named.get(part)?.test(title));

// Reads a lesson out of Markdown: its parts, and of an exercise its hints and solution, which are shown one by one.
// Works on a growing text: each line is taken once, and a heading counts when its line has ended, so that all parts
// but the last are as they will be.
import {
  boldLevel,
  Fences,
  headingOf,
  isDetails,
  plainTitle,
  type Heading,
} from "./lesson-lines.ts";
import { readName, type LessonPartKind, type Named } from "./lesson-names.ts";
import type { Locale } from "./user.ts";

interface Part {
  /** Names the part for links: it stays what it is while the lesson grows. */
  readonly anchor: string;
  /** Without marks of Markdown; empty for the opening. */
  readonly title: string;
  /** The title as written, in Markdown. */
  readonly heading: string;
  /** Without the heading; of an exercise, the task. */
  readonly markdown: string;
}

/** An exercise: hints and solution are no part of its `markdown`. */
export interface Exercise extends Part {
  readonly kind: "exercise";
  readonly hints: readonly string[];
  /** Null: there is none, or none yet. */
  readonly solution: string | null;
}

export type LessonPart = (Part & { readonly kind: Exclude<LessonPartKind, "exercise"> }) | Exercise;

export interface LessonRead {
  readonly title: string | null;
  readonly parts: readonly LessonPart[];
}

/** A hint or a solution, line by line. `level`: of its heading. */
interface Hidden {
  readonly kind: "hint" | "solution";
  readonly level: number;
  readonly isList: boolean;
  readonly lines: string[];
}

interface Draft extends Omit<Part, "markdown"> {
  readonly kind: LessonPartKind;
  readonly level: number;
  /** "Exercises": they follow, and this is none of its own. */
  readonly isMany: boolean;
  readonly lines: string[];
  readonly hidden: Hidden[];
}

/** What a link to a title is called: its letters and digits, in its own script. */
const slug = (title: string): string =>
  title
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .slice(0, 60)
    .toWellFormed()
    .replace(/^-|-$/g, "") || "section";

class Reader {
  #title: Heading | null = null;
  readonly #parts: Draft[] = [];
  /** The level of the sections; of a deeper heading, its text goes on. Null until the first section. */
  #sections: number | null = null;
  readonly #slugs = new Map<string, number>();
  readonly #anchors = new Set<string>();
  readonly #fences = new Fences();
  #isStarted = false;
  #wasBlank = true;

  /** Takes the next line. `isWhole`: it has ended. */
  take(line: string, isWhole: boolean): void {
    const isCode = this.#fences.take(line);
    const heading = isCode || !isWhole ? null : headingOf(line);
    const isRead = heading !== null && this.#read(heading);
    if (!isRead && !(this.#part?.kind === "exercise" && !isCode && isDetails(line)))
      this.#add(line);
    this.#wasBlank = line.trim() === "";
    if (!this.#wasBlank) this.#isStarted = true;
  }

  result(): LessonRead {
    return {
      title: this.#title === null ? null : plainTitle(this.#title.text),
      parts: this.#parts.filter((part) => !part.isMany || !isEmpty(part)).map(finished),
    };
  }

  get #part(): Draft | undefined {
    return this.#parts.at(-1);
  }

  /** The hint or the solution that lines go to now. */
  get #hidden(): Hidden | undefined {
    return this.#part?.hidden.at(-1);
  }

  /** True for a heading that is the lesson's title, or begins a part, a hint or a solution. */
  #read(heading: Heading): boolean {
    const named = readName(plainTitle(heading.text));
    if (this.#isTitle(heading, named)) return true;
    if (named?.kind === "hint" || named?.kind === "solution") {
      if (this.#hide(named.kind, heading, named)) return true;
      if (!this.#isSection(heading, null)) return false;
      this.#beginSection(heading, null);
      return true;
    }
    if (this.#isBelowTitle(heading)) this.#makeTitle();
    else if (!this.#isSection(heading, named)) return false;
    this.#beginSection(heading, named);
    return true;
  }

  /** The first heading of the first level is the title; so is a line in bold at the very top. */
  #isTitle(heading: Heading, named: Named | null): boolean {
    if (this.#title !== null || this.#sections !== null || named !== null) return false;
    const isTop = heading.level === 1 || (!this.#isStarted && isBoldTitle(heading));
    if (isTop) this.#title = heading;
    return isTop;
  }

  /** A heading below the very first one, which then was the title, whatever its level. */
  #isBelowTitle({ level }: Heading): boolean {
    const first = this.#parts.length === 1 ? this.#part : undefined;
    if (this.#title !== null || first?.kind !== "text") return false;
    return first.level < level && level < boldLevel;
  }

  #makeTitle(): void {
    const first = this.#parts.pop();
    if (first === undefined) return;
    this.#title = { level: first.level, text: first.heading, rest: "" };
    this.#sections = null;
    if (textOf(first.lines) !== "") this.#begin("opening", null).push(...first.lines);
  }

  #beginSection(heading: Heading, named: Named | null): void {
    if (this.#sections === null || this.#sections === boldLevel) this.#sections = heading.level;
    const kind = named?.kind ?? "text";
    this.#begin(kind === "hint" || kind === "solution" ? "text" : kind, heading, named?.isMany);
  }

  /** Whether a heading begins a part, or is one inside of it. */
  #isSection(heading: Heading, named: Named | null): boolean {
    const { level, rest } = heading;
    const isBold = level === boldLevel;
    if (isBold && rest !== "") return false;
    const sections = this.#sections;
    if (!isBold && (sections === null || level <= sections)) return true;
    const hidden = this.#hidden;
    if (hidden !== undefined) {
      // Another exercise. Whatever else stands in a solution is of it: it answers the steps to fill in, for one.
      return named?.kind === "exercise" && named.number !== null && level <= hidden.level;
    }
    if (named !== null) return !isBold || this.#wasBlank;
    if (!this.#wasBlank || (sections !== null && sections !== boldLevel)) return false;
    return isBoldTitle(heading);
  }

  /** Begins a hint or a solution: of the exercise it stands in, else of one that was before. */
  #hide(kind: Hidden["kind"], heading: Heading, named: Named): boolean {
    // A line to write an answer on.
    if (heading.rest !== "" && !/[\p{L}\p{N}]/u.test(heading.rest)) return false;
    if (this.#part?.kind !== "exercise") {
      const isLate = this.#parts.some((part) => part.kind === "exercise");
      if (!isLate || heading.rest !== "") return false;
      this.#begin("exercise", heading);
    }
    const now = this.#hidden;
    // A solution may speak of its answers, below a heading of its own.
    if (now?.kind === "solution" && heading.level > now.level) return false;
    const lines = heading.rest === "" ? [] : [heading.rest];
    this.#part?.hidden.push({ kind, level: heading.level, isList: named.isMany, lines });
    return true;
  }

  #begin(kind: LessonPartKind, heading: Heading | null, isMany = false): string[] {
    const title = plainTitle(heading?.text ?? "");
    const part: Draft = {
      anchor: this.#anchor(kind === "opening" ? "opening" : slug(title)),
      title,
      heading: heading?.text ?? "",
      kind,
      level: heading?.level ?? 0,
      isMany,
      lines: [],
      hidden: [],
    };
    this.#parts.push(part);
    return part.lines;
  }

  #anchor(name: string): string {
    for (;;) {
      const count = (this.#slugs.get(name) ?? 0) + 1;
      this.#slugs.set(name, count);
      const anchor = count === 1 ? name : `${name}-${String(count)}`;
      if (this.#anchors.has(anchor)) continue;
      this.#anchors.add(anchor);
      return anchor;
    }
  }

  #add(line: string): void {
    const lines = this.#hidden?.lines ?? this.#part?.lines;
    if (lines !== undefined) lines.push(line);
    else if (line.trim() !== "") this.#begin("opening", null).push(line);
  }
}

/** A line in bold that stands for a heading, not for an emphasised sentence. */
const isBoldTitle = ({ level, text, rest }: Heading): boolean =>
  level === boldLevel && rest === "" && text.length <= 80 && !/[.!?…]$/.test(text);

const isEmpty = ({ lines, hidden }: Draft): boolean => hidden.length === 0 && textOf(lines) === "";

/** Lines as a text, without blank ones around it. */
function textOf(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? "" : lines.slice(first).join("\n").trimEnd();
}

const item = /^ {0,3}(?:[-*+]|\d{1,2}[.)])\s+(\S.*)$/;

/** The items of "Hints" one by one; a text without items is one hint. */
function itemsOf(lines: readonly string[]): string[] {
  const fences = new Fences();
  const found: string[][] = [];
  for (const line of lines) {
    const text = fences.take(line) ? undefined : item.exec(line)?.[1];
    if (text !== undefined) found.push([text]);
    else if (found.length === 0) found.push([line]);
    else found.at(-1)?.push(line.replace(/^ {1,3}/, ""));
  }
  return found.map(textOf);
}

function finished({ kind, lines, hidden, anchor, title, heading }: Draft): LessonPart {
  const part = { anchor, title, heading };
  const markdown = textOf(lines);
  if (kind !== "exercise") return { ...part, kind, markdown };
  const hints = hidden
    .filter((one) => one.kind === "hint")
    .flatMap((one) => (one.isList ? itemsOf(one.lines) : [textOf(one.lines)]))
    .filter((text) => text !== "");
  const solution = hidden
    .filter((one) => one.kind === "solution")
    .map((one) => textOf(one.lines))
    .filter((text) => text !== "")
    .join("\n\n");
  return { ...part, kind, markdown, hints, solution: solution === "" ? null : solution };
}

/** Lines without the fence that some models put around all they write. */
function unwrapped(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (!/^\s*```(?:markdown|md)\s*$/i.test(lines[first] ?? "")) return lines;
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const isClosed = last > first && /^\s*```\s*$/.test(lines[last] ?? "");
  const inner = lines.slice(first + 1, isClosed ? last : undefined);
  if (!isClosed) return inner;
  // The last fence is the wrapper's only where every other one is closed.
  const fences = new Fences();
  for (const line of inner) fences.take(line);
  return fences.isOpen ? lines.slice(first + 1) : inner;
}

/** The parts of a lesson. `markdown` may be unfinished; it is read in one pass. */
export function readLesson(markdown: string): LessonRead {
  const lines = unwrapped(markdown.replace(/\r\n?/g, "\n").split("\n"));
  const reader = new Reader();
  for (const [at, line] of lines.entries()) reader.take(line, at < lines.length - 1);
  return reader.result();
}

/** How many words a text has, code included; marks of Markdown are none. */
export function wordsOf(markdown: string): number {
  let count = 0;
  for (const line of markdown.split(/\r\n?|\n/)) {
    if (/^\s*(?:`{3,}|~{3,})[^`]*$/.test(line)) continue;
    for (const word of line.split(/\s+/)) if (/[\p{L}\p{N}]/u.test(word)) count += 1;
  }
  return count;
}

/** Words a minute that a learner reads. */
const pace: Readonly<Record<Locale, number>> = { en: 200, ru: 160 };

/** Minutes to read that many words, at least one. */
export const minutesOf = (words: number, locale: Locale): number =>
  Math.max(1, Math.ceil(words / pace[locale]));

// A plan written by other hands (another model, a person), as far as it can be read.
import { plain, unescaped } from "./markdown.ts";
import {
  levelIn,
  longestTitle,
  mostHours,
  mostModules,
  scaled,
  type Module,
  type ReadPlan,
} from "./plan.ts";
import { oneLine } from "./words.ts";

/** A line longer than this is prose; it is not searched for hours. */
const longestLine = 400;

type Section = "none" | "module" | "goals" | "projects" | "advice";

interface Draft {
  title: string;
  /** 0 while not known. */
  hours: number;
  description: string;
  topics: string[];
}

const unit = "(?:ч|час|часа|часов|h|hr|hrs|hour|hours)";
const hoursAtEnd = new RegExp(
  `^(.*?)[\\s(\\[—–:,-]*[~≈]?(\\d{1,3}(?:[.,]\\d+)?)(?:\\s?[-–—]\\s?(\\d{1,3}))?\\s?${unit}\\.?\\s?[)\\]]?$`,
  "iu",
);
const hoursAlone = new RegExp(`(\\d{1,3})\\s?${unit}(?!\\p{L})`, "iu");
const named =
  /^(?:[^\p{L}\p{N}]*)(?:module|модуль|part|часть|unit|раздел|section|week|неделя|этап|stage|chapter|глава)\s{0,3}№?\s{0,3}(\d{1,2})(?!\d)\s{0,3}[.:)\]–—-]?\s{0,3}(.*)$/iu;
const listed = /^\s{0,3}(?:\d{1,2}[.)]|[-*+•])\s+(.*)$/u;
const bullet = /^\s*[-*+•]\s+(.*)$/u;
const sum = /^[^\p{L}\p{N}]*(?:total|итого|всего)(?!\p{L})/iu;

const heading = (line: string): Section | null => {
  if (!/^\s{0,3}(?:#{1,6}\s|\*\*)/.test(line)) return null;
  const text = line.toLowerCase();
  if (/цели|goals|objectives/.test(text)) return "goals";
  if (/проект|projects/.test(text)) return "projects";
  if (/совет|advice|tips|рекомендац/.test(text)) return "advice";
  return "none";
};

const wholeHours = (low: string, high: string | undefined): number => {
  const first = Number(low.replace(",", "."));
  const mean = high === undefined ? first : (first + Number(high)) / 2;
  return Math.min(mostHours, Math.max(1, Math.round(mean)));
};

const withHours = (text: string): { title: string; hours: number } => {
  const found = hoursAtEnd.exec(text.trim());
  return found?.[1] && found[2]
    ? { title: found[1].trim(), hours: wholeHours(found[2], found[3]) }
    : { title: text.trim(), hours: 0 };
};

const draft = (title: string, hours: number): Draft => ({
  title: oneLine(title).slice(0, longestTitle).toWellFormed() || "—",
  hours,
  description: "",
  topics: [],
});

/** The module that a line opens, or null. `loose`: also list items with hours count as modules. */
const opened = (line: string, loose: boolean): Draft | null => {
  if (sum.test(plain(line))) return null;
  const byName = named.exec(plain(line.replace(bullet, "$1")));
  if (byName?.[2]) {
    const { title, hours } = withHours(byName[2]);
    const long = title.length > 120 && hours === 0;
    return long ? null : draft(title, hours);
  }
  const item = loose ? listed.exec(line)?.[1] : undefined;
  if (item === undefined) return null;
  const { title, hours } = withHours(plain(item));
  return hours > 0 && title !== "" ? draft(title, hours) : null;
};

const fill = (module: Draft, line: string): void => {
  const topic = bullet.exec(line)?.[1];
  const text = unescaped(topic ?? line);
  if (module.hours === 0) {
    const found = hoursAlone.exec(plain(line))?.[1];
    if (found !== undefined) {
      module.hours = wholeHours(found, undefined);
      return;
    }
  }
  if (topic !== undefined) module.topics.push(text);
  else if (module.description === "" && module.topics.length === 0) module.description = text;
};

/** Modules whose hours nobody wrote get an even part: of what is usual in this plan, or of `total`. */
const completed = (drafts: readonly Draft[], total: number): Module[] => {
  const known = drafts.filter((module) => module.hours > 0);
  const usual = known.reduce((all, module) => all + module.hours, 0) / (known.length || 1);
  const modules = drafts.map((module) => ({
    ...module,
    hours: module.hours || Math.max(1, Math.round(usual)),
  }));
  return known.length === 0 ? scaled(modules, total) : modules;
};

const read = (text: string, total: number, loose: boolean): ReadPlan | null => {
  const drafts: Draft[] = [];
  const lists = { goals: [] as string[], projects: [] as string[], advice: [] as string[] };
  let section: Section = "none";
  let framed = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.length > longestLine) continue;
    const module = opened(line, loose);
    if (module !== null) {
      drafts.push(module);
      section = "module";
      continue;
    }
    const next = heading(line);
    if (sum.test(plain(line))) {
      framed ||= drafts.length > 0;
      section = "none";
    } else if (next !== null) section = next;
    else if (line.trim() === "") continue;
    else if (section === "module") {
      const last = drafts.at(-1);
      if (last !== undefined) fill(last, line);
    } else if (section !== "none") {
      const item = bullet.exec(line)?.[1];
      if (item !== undefined) lists[section].push(unescaped(item));
    }
  }
  if (drafts.length === 0 || (drafts.length < 2 && !framed)) return null;
  if (drafts.every((module) => module.hours === 0) && !framed) return null;
  return {
    title: null,
    level: levelIn(text),
    ...lists,
    modules: completed(drafts.slice(0, mostModules), total),
  };
};

/** @param total hours to divide when the text names modules without hours */
export const readForeignPlan = (text: string, total: number): ReadPlan | null =>
  read(text, total, false) ?? read(text, total, true);

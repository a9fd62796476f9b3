// A plan read back out of a text: the mentor's own shape exactly, plans by other hands as far as they can be read.
import { levels, maxHours, maxModules, numbered, scaled, totalOf } from "./plan.ts";
import type { Level, Module, Plan } from "./plan.ts";
import { asTitle, oneLine, plain, unescaped } from "./text.ts";

type List = "goals" | "projects" | "advice";

/** What stands in a text; it may lack a title or a level. */
export type ReadPlan = Pick<Plan, List | "modules"> & {
  readonly title: string | null;
  readonly level: Level | null;
};

/** A module while it is read; 0 hours while they are not known. */
type Draft = { -readonly [K in keyof Module]: Module[K] } & { topics: string[] };

/** How a text shows its modules: in the mentor's own shape, each named as one, or as items of a list with hours. */
type Style = "own" | "named" | "listed";

/** In a plan by other hands a line longer than this is prose. */
const maxLine = 400;

const planTitle = /^#{1,6} [^\p{L}]*(?:план курса|course plan): (.*)$/iu;
const own = /^### (?:Модуль|Module) \d+\. (.*) — (\d+) (?:ч|h)$/u;
const named =
  /^[^\p{L}\p{N}]*(?:module|модуль|part|часть|unit|раздел|section|week|неделя|этап|stage|chapter|глава)\s{0,3}№?\s{0,3}\d{1,2}(?!\d)\s{0,3}[.:)\]–—-]?\s{0,3}(.*)$/iu;
const listed = /^\s{0,3}(?:\d{1,2}[.)]|[-*+•])\s+(.*)$/u;
const bullet = /^\s*[-*+•]\s+(.*)$/u;
const heading = /^\s{0,3}(?:#{1,6}\s|\*\*)/;
const sum = /^[^\p{L}\p{N}]*(?:total|итого|всего)(?!\p{L})\D*(\d*)/iu;
const unit = "(?:ч|час|часа|часов|h|hr|hrs|hour|hours)";
const hoursAtEnd = new RegExp(
  `^(.+?)[\\s(\\[—–:,-]*[~≈]?\\s?(\\d{1,3}(?:[.,]\\d+)?)(?:\\s?[-–—]\\s?(\\d{1,3}))?\\s?${unit}\\.?\\s?[)\\]]?$`,
  "iu",
);
const hoursAlone = new RegExp(`(\\d{1,3})\\s?${unit}(?!\\p{L})`, "iu");
const listWords: readonly (readonly [List, RegExp])[] = [
  ["goals", /цели|goals|objectives/i],
  ["projects", /проект|projects/i],
  ["advice", /совет|advice|tips|рекомендац/i],
];
const levelWords =
  /(?:level|уровень)[^\p{L}]{0,5}(?:(?<beginner>beginner|начальн|новичок)|(?<intermediate>intermediate|средн)|(?<advanced>advanced|продвинут))/iu;

const wholeHours = (low: string, high = low): number => {
  const mean = (Number(low.replace(",", ".")) + Number(high.replace(",", "."))) / 2;
  return Math.min(maxHours, Math.max(1, Math.round(mean)));
};

const drafted = (title: string, hours: number): Draft => ({
  title: asTitle(title) || "—",
  hours,
  summary: "",
  topics: [],
  number: 0,
});

/** The module that a line opens, or null. */
const opened = (line: string, style: Style): Draft | null => {
  const mine = style === "own" ? own.exec(line) : null;
  if (mine !== null) return drafted(unescaped(mine[1] ?? ""), Number(mine[2]));
  if (style === "own" || sum.test(plain(line))) return null;
  const byName = named.exec(plain(line.replace(bullet, "$1")))?.[1];
  const text = byName || (style === "listed" ? plain(listed.exec(line)?.[1] ?? "") : "");
  const [, title = text, low, high] = hoursAtEnd.exec(text.trim()) ?? [];
  const hours = low === undefined ? 0 : wholeHours(low, high);
  const isModule = byName ? title.length <= 120 || hours > 0 : text !== "" && hours > 0;
  return isModule ? drafted(oneLine(title), hours) : null;
};

const fill = (module: Draft | null, line: string): void => {
  if (module === null) return;
  const topic = bullet.exec(line)?.[1];
  const found = module.hours === 0 ? hoursAlone.exec(plain(line))?.[1] : undefined;
  if (found !== undefined) module.hours = wholeHours(found);
  else if (topic !== undefined) module.topics.push(unescaped(topic));
  else if (module.summary === "" && module.topics.length === 0) module.summary = unescaped(line);
};

/** Modules whose hours nobody wrote get an even part: of what is usual in this plan, or of `total`. */
const completed = (drafts: readonly Draft[], total: number): Module[] => {
  const known = drafts.filter((module) => module.hours > 0);
  const usual = Math.max(1, Math.round(totalOf(known) / (known.length || 1)));
  const modules = drafts.map((module) => ({ ...module, hours: module.hours || usual }));
  return numbered(known.length === 0 ? scaled(modules, total) : modules);
};

const read = (text: string, total: number, style: Style): ReadPlan | null => {
  const drafts: Draft[] = [];
  const lists: Record<List, string[]> = { goals: [], projects: [], advice: [] };
  const sums: number[] = [];
  let title: string | null = null;
  let section: Draft | string[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || (style !== "own" && line.length > maxLine)) continue;
    const module = opened(line, style);
    const item = bullet.exec(line)?.[1];
    const total = item === undefined || style !== "own" ? sum.exec(plain(line)) : null;
    const heads = planTitle.exec(line)?.[1];
    if (module !== null) {
      drafts.push(module);
      section = module;
    } else if (total !== null) {
      sums.push(drafts.length > 0 || style === "own" ? Number(total[1]) : 0);
      section = null;
    } else if (heads !== undefined) title ??= unescaped(heads);
    else if (heading.test(line)) {
      const list = listWords.find(([, words]) => words.test(line))?.[0];
      section = list === undefined ? null : lists[list];
    } else if (!Array.isArray(section)) fill(section, line);
    else if (item !== undefined) section.push(unescaped(item));
  }
  const modules = completed(drafts.slice(0, maxModules), total);
  // Only one sum, and another than that of the modules: the writing was stopped half-way.
  const isCut = style === "own" && sums.length === 1 && sums[0] !== totalOf(modules);
  const isFramed = sums.some((one) => one > 0);
  const isPlan = isFramed || (drafts.length > 1 && drafts.some((one) => one.hours > 0));
  if (modules.length === 0 || isCut || (style !== "own" && !isPlan)) return null;
  const words = levelWords.exec(text)?.groups;
  return { title, level: levels.find((one) => words?.[one]) ?? null, ...lists, modules };
};

/**
 * The plan that a text shows, or null.
 *
 * @param total hours to divide when the text names modules without hours
 */
export const readPlan = (text: string, total = 20): ReadPlan | null => {
  if (text.split("\n").some((line) => own.test(line))) return read(text, total, "own");
  return read(text, total, "named") ?? read(text, total, "listed");
};

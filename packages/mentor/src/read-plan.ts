// A plan read back out of the dialogue: our own shape exactly, plans by other hands as far as they can be read.
import { unescaped } from "./markdown.ts";
import { levelIn, mostModules, totalOf, type Module, type ReadPlan } from "./plan.ts";
import { readForeignPlan } from "./read-foreign.ts";
import { labels } from "./render.ts";

const module = /^### (?:Модуль|Module) \d+\. (.*) — (\d+) (?:ч|h)$/mu;
const title = /^## 📚 (?:План курса|Course plan): (.*)$/u;

type List = "goals" | "projects" | "advice";
const lists: ReadonlyMap<string, List> = new Map(
  (["goals", "projects", "advice"] as const).flatMap((name) =>
    (["ru", "en"] as const).map((locale) => [`### ${labels[locale][name]}`, name] as const),
  ),
);

const readModule = (heading: RegExpExecArray, body: readonly string[]): Module => ({
  title: unescaped(heading[1] ?? ""),
  hours: Number(heading[2]),
  description: unescaped(body.find((line) => !line.startsWith("- ")) ?? ""),
  topics: body.filter((line) => line.startsWith("- ")).map((line) => unescaped(line.slice(2))),
});

/** The lines from `start` to the next empty one: a module's or a section's. */
const paragraph = (lines: readonly string[], start: number): string[] => {
  const end = lines.findIndex((line, at) => at >= start && line.trim() === "");
  return lines.slice(start, end < 0 ? lines.length : end);
};

/** False for a plan whose writing was stopped half-way: it was never shown. */
const isWhole = (lines: readonly string[], modules: readonly Module[]): boolean => {
  const promised = lines.find((line) => line.startsWith("🕒"))?.match(/\d+/)?.[0];
  return (
    lines.some((line) => line.startsWith("🧮")) ||
    promised === undefined ||
    Number(promised) === totalOf(modules)
  );
};

const readOwnPlan = (text: string): ReadPlan | null => {
  const lines = text.split(/\r?\n/);
  const modules: Module[] = [];
  const found: Record<List, string[]> = { goals: [], projects: [], advice: [] };
  for (const [at, line] of lines.entries()) {
    const heading = module.exec(line);
    if (heading !== null) modules.push(readModule(heading, paragraph(lines, at + 1)));
    const list = lists.get(line);
    if (list !== undefined)
      found[list] = paragraph(lines, at + 1).map((item) => unescaped(item.replace(/^- /, "")));
  }
  if (modules.length === 0 || !isWhole(lines, modules)) return null;
  const name = lines.map((line) => title.exec(line)?.[1]).find((one) => one !== undefined);
  return {
    title: name === undefined ? null : unescaped(name),
    level: levelIn(lines.find((line) => line.startsWith("🕒")) ?? ""),
    ...found,
    modules: modules.slice(0, mostModules),
  };
};

/**
 * The plan that a text shows, or null.
 *
 * @param total hours to divide when the text names modules without hours
 */
export const readPlan = (text: string, total = 20): ReadPlan | null =>
  readOwnPlan(text) ?? (module.test(text) ? null : readForeignPlan(text, total));

// The one shape of a plan that we write ourselves, the one that the prompts prescribe.
import { lineOf } from "./plan-lines.ts";
import { hoursOfLine, totalOf } from "./plan-hours.ts";
import { cleaned, folded, isWord, restored } from "./plan-text.ts";
import { levelOf, titleOf } from "./plan-title.ts";
import type { Plan } from "./plan-type.ts";

type Locale = "ru" | "en";

const words = {
  ru: {
    plan: "План курса",
    total: "Всего",
    sum: "Итого",
    level: "Уровень",
    module: "Модуль",
    hour: "ч",
    beginner: "начальный",
    intermediate: "средний",
    advanced: "продвинутый",
  },
  en: {
    plan: "Course plan",
    total: "Total",
    sum: "Total",
    level: "Level",
    module: "Module",
    hour: "h",
    beginner: "beginner",
    intermediate: "intermediate",
    advanced: "advanced",
  },
} as const;

const entity = (char: string): string => `&#${char.charCodeAt(0)};`;

/** One line in which nothing is Markdown. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*[\]<>~|]|&(?=#?\w+;)/g, "\\$&")
    .replace(/_/g, (sign, at: number) =>
      isWord(text[at - 1]) && isWord(text[at + 1]) ? sign : "\\_",
    )
    .replace(/(?<=^|\s)#/g, "\\#")
    .replace(/^[-+=•–—▪◦‣·]/, (sign) => (sign < "\u0080" ? `\\${sign}` : entity(sign)))
    .replace(/^(\d+)([.)])/, "$1\\$2");

/**
 * A line of ours that says `text` and nothing else. Where the reader would see more in it (a topic "Total: 5 h" is no
 * total), digits, signs and spaces are written as Markdown's `&#…;`, which people see as the characters themselves.
 */
const literal = (text: string, isSafe: (escaped: string) => boolean): string => {
  const plain = escaped(text);
  return isSafe(plain) ? plain : text.replace(/[^\p{L}\p{M}\u200D\u{10000}-\u{10FFFF}]/gu, entity);
};

const hours = (value: number | null, locale: Locale): string => {
  const number = value === null ? "?" : String(value);
  return `${locale === "ru" ? number.replace(".", ",") : number} ${words[locale].hour}`;
};

const tidy = (text: string): string =>
  cleaned(text)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

const titleLine = (title: string | null, locale: Locale): string => {
  const { plan } = words[locale];
  if (title === null) return `## ${plan}`;
  const isSafe = (text: string): boolean => {
    const line = lineOf(`## ${plan}: ${text}`);
    const found = titleOf(line);
    return found?.title === title && found.hours === undefined && levelOf(line) === null;
  };
  return `## ${plan}: ${literal(title, isSafe)}`;
};

const moduleLine = (title: string, value: number | null, at: number, locale: Locale): string => {
  const line = (text: string): string =>
    `### ${words[locale].module} ${at + 1}. ${text} — ${hours(value, locale)}`;
  const isSafe = (text: string): boolean => {
    const { module } = lineOf(line(text));
    return (
      module !== null &&
      restored(module.title) === title &&
      module.hours === value &&
      !module.isDoubtful
    );
  };
  return line(literal(title, isSafe));
};

const isText =
  (text: string, sign: string) =>
  (written: string): boolean => {
    const line = lineOf(`${sign}${written}`);
    const fold = folded(line.text);
    return (
      line.kind === (sign === "" ? "text" : "item") &&
      restored(line.text) === text &&
      line.module === null &&
      !fold.endsWith(":") &&
      hoursOfLine(fold) === undefined &&
      totalOf(fold) === undefined &&
      titleOf(line) === null &&
      levelOf(line) === null
    );
  };

/**
 * A plan in the shape that the prompts prescribe; `readPlan` reads back what was written, white space folded.
 *
 * Modules get the numbers of their places. What is `null` is left out, unknown hours are a question mark.
 */
export const renderPlan = (plan: Omit<Plan, "isComplete">, locale: Locale): string => {
  const say = words[locale];
  const total = plan.totalHours === null ? null : hours(plan.totalHours, locale);
  const facts = [
    ...(total === null ? [] : [`**${say.total}: ${total}**`]),
    ...(plan.level === null ? [] : [`${say.level}: ${say[plan.level]}`]),
  ];
  const modules = plan.modules.flatMap(({ title, hours, summary, topics }, at) => {
    const about = tidy(summary ?? "");
    return [
      "",
      moduleLine(tidy(title), hours, at, locale),
      ...(about === "" ? [] : [literal(about, isText(about, ""))]),
      ...topics
        .map(tidy)
        .filter(Boolean)
        .map((topic) => `- ${literal(topic, isText(topic, "- "))}`),
    ];
  });
  return [
    titleLine(plan.title === null ? null : tidy(plan.title) || null, locale),
    ...(facts.length === 0 ? [] : [facts.join(" · ")]),
    ...modules,
    ...(total === null ? [] : ["", `**${say.sum}: ${total}**`]),
  ].join("\n");
};

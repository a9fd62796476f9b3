// What modules are made of when the learner asks for one: descriptions, topics, practice.
import type { Brief } from "./brief.ts";
import { ladder } from "./compose.ts";
import type { Locale, Module } from "./plan.ts";
import { likeness } from "./similar.ts";
import { clipped, quoted } from "./words.ts";

const described = {
  ru: (title: string, skill: string): Omit<Module, "hours" | "title"> => ({
    description: `Разбираем тему ${quoted(title, "ru")} на примерах и закрепляем её практикой.`,
    topics: [
      `${title}: главное`,
      `применение в курсе ${quoted(skill, "ru")}`,
      "самостоятельное задание",
    ],
  }),
  en: (title: string, skill: string): Omit<Module, "hours" | "title"> => ({
    description: `We work through ${quoted(title, "en")} on examples and consolidate it in practice.`,
    topics: [
      `${title}: the essentials`,
      `how it serves ${quoted(skill, "en")}`,
      "a task of your own",
    ],
  }),
} as const;

export const moduleOn = (title: string, hours: number, skill: string, locale: Locale): Module => ({
  title,
  hours,
  ...described[locale](clipped(title, 80), skill),
});

const spare = { ru: "Дополнительная практика", en: "Extra practice" } as const;

/** A module of the mentor's choice: a rung of the ladder that the plan does not have yet. */
export const anotherModule = (modules: readonly Module[], brief: Brief): Module => {
  const rung = ladder(brief).find(
    (one) => !modules.some((module) => likeness(module.title, one.title) > 0.7),
  );
  if (rung !== undefined) return rung;
  const title = spare[brief.locale];
  const same = modules.filter((module) => module.title.startsWith(title)).length;
  return moduleOn(same > 0 ? `${title} ${same + 1}` : title, 1, brief.skill, brief.locale);
};

const emphases = {
  practice: {
    ru: [
      (title: string) => `практика: задание по теме ${quoted(title, "ru")}`,
      (title: string) => `практика: мини-проект по теме ${quoted(title, "ru")}`,
    ],
    en: [
      (title: string) => `practice: a task on ${quoted(title, "en")}`,
      (title: string) => `practice: a small project on ${quoted(title, "en")}`,
    ],
  },
  theory: {
    ru: [
      (title: string) => `теория: конспект и вопросы по теме ${quoted(title, "ru")}`,
      () => "теория: дополнительное чтение",
    ],
    en: [
      (title: string) => `theory: notes and questions on ${quoted(title, "en")}`,
      () => "theory: further reading",
    ],
  },
} as const;

/** One more practice (or theory) topic; the module itself when it has all there is. */
export const stressed = (module: Module, on: "practice" | "theory", locale: Locale): Module => {
  const title = clipped(module.title, 60);
  const topic = emphases[on][locale]
    .map((write) => write(title))
    .find((text) => !module.topics.includes(text));
  return topic === undefined ? module : { ...module, topics: [...module.topics, topic] };
};

const paces = {
  ru: { [-1]: "пошаговый пример с подсказками", 1: "задача повышенной сложности" },
  en: { [-1]: "a guided step-by-step example", 1: "a challenge of higher difficulty" },
} as const;

export const paced = (module: Module, step: -1 | 1, locale: Locale): Module => {
  const other = step === 1 ? paces[locale][-1] : paces[locale][1];
  const topics = module.topics.filter((topic) => topic !== other && topic !== paces[locale][step]);
  return { ...module, topics: [...topics, paces[locale][step]] };
};

const part = {
  ru: (title: string, number: number) => `${title}: часть ${number}`,
  en: (title: string, number: number) => `${title}: part ${number}`,
} as const;

export const halves = (module: Module, locale: Locale): [Module, Module] => {
  const half = Math.ceil(module.topics.length / 2);
  const title = clipped(module.title, 190);
  return [
    {
      ...module,
      title: part[locale](title, 1),
      hours: Math.ceil(module.hours / 2),
      topics: module.topics.slice(0, half),
    },
    {
      ...module,
      title: part[locale](title, 2),
      hours: Math.floor(module.hours / 2),
      topics: module.topics.slice(half),
    },
  ];
};

// A first plan for a brief: rungs of the subject's ladder that fit the level, hours that add up.
import type { Brief } from "./brief.ts";
import { apportion, longestTitle, mostHours, type Level, type Module, type Plan } from "./plan.ts";
import { familyOf, specificsOf } from "./vocabulary/index.ts";
import { capitalised, clipped, oneLine, quoted } from "./words.ts";

const usualHours = 20;

/** Which rungs of the eight a level climbs, and how much of the time each deserves. */
const climbs: Readonly<Record<Level, readonly number[]>> = {
  beginner: [0, 1, 2, 3, 4, 5],
  intermediate: [1, 2, 3, 4, 5, 6],
  advanced: [2, 3, 4, 5, 6, 7],
};
const weights = [3, 4, 5, 5, 4, 6, 5, 6] as const;

/** Learners who are not new begin by finding out what they know. */
const openings = {
  ru: {
    intermediate:
      "{s}: проверка базы и пробелы | Выясняем, что уже получается, и закрываем пробелы. | стартовая диагностика; повторение основ; личный план роста",
    advanced:
      "{s}: диагностика и цели мастера | Находим слабые места и выбираем вершину. | разбор вашего опыта; узкие места; критерии мастерства",
  },
  en: {
    intermediate:
      "{s}: skills check and closing the gaps | Find out what already works and close the gaps. | a starting diagnostic; the basics revisited; a personal growth plan",
    advanced:
      "{s}: diagnostic and master's goals | Find weak spots and choose a summit. | a review of your experience; bottlenecks; criteria of mastery",
  },
} as const;

const depth = {
  ru: {
    beginner: "с нуля, простыми шагами",
    intermediate: "с опорой на ваш опыт",
    advanced: "на сложных случаях",
  },
  en: {
    beginner: "from zero, in simple steps",
    intermediate: "building on your experience",
    advanced: "on demanding cases",
  },
} as const;

const wish = {
  ru: (words: string) => `Проект под ваше ожидание: ${words}`,
  en: (words: string) => `A project for what you expect: ${words}`,
} as const;

const wishTopic = {
  ru: (words: string) => `применяем к вашей цели: ${words}`,
  en: (words: string) => `applied to your aim: ${words}`,
} as const;

export const hoursOf = (brief: Brief): number =>
  brief.hours === null ? usualHours : Math.min(mostHours, Math.max(1, Math.round(brief.hours)));

/** How many modules suit so many hours: none shorter than an hour. */
export const countFor = (hours: number): number => {
  if (hours < 4) return hours;
  if (hours < 10) return 4;
  return hours < 40 ? 5 : 6;
};

/** `count` places of a list, the first and the last among them. */
const spread = <T>(list: readonly T[], count: number): T[] => {
  if (count >= list.length) return [...list];
  const step = count > 1 ? (list.length - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, at) => list[Math.round(at * step)]).filter(
    (one) => one !== undefined,
  );
};

/** "title | description | topics" with the skill put in. */
const parseRung = (rung: string, skill: string): Omit<Module, "hours"> => {
  const put = (text: string): string => oneLine(text).replaceAll("{s}", () => skill);
  const [title = "", description = "", topics = ""] = rung.split(" | ");
  return {
    title: capitalised(put(title)).slice(0, longestTitle).toWellFormed(),
    description: put(description),
    topics: put(topics).split("; "),
  };
};

/** The whole ladder of a subject as modules of an hour, for plans and for modules added later. */
export const ladder = (brief: Brief): Module[] => {
  const { locale, level } = brief;
  const subject = `${brief.skill} ${brief.title}`;
  const family = familyOf([subject, brief.description, brief.expectations]);
  const special = specificsOf(subject)?.[locale] ?? [];
  return climbs[level].map((at, index) => {
    const opening = index === 0 && level !== "beginner" ? openings[locale][level] : undefined;
    const rung = parseRung(opening ?? family[locale].rungs[at] ?? "", brief.skill);
    const topic = special[at];
    const topics = topic === undefined ? rung.topics : [topic, ...rung.topics.slice(0, 2)];
    return { ...rung, topics, hours: weights[at] ?? 4 };
  });
};

export const compose = (brief: Brief): Plan => {
  const { locale } = brief;
  const hours = hoursOf(brief);
  const rungs = spread(ladder(brief), countFor(hours));
  const shares = apportion(
    hours,
    rungs.map((rung) => rung.hours),
  );
  const lexicon = familyOf([
    `${brief.skill} ${brief.title}`,
    brief.description,
    brief.expectations,
  ])[locale];
  const put = (text: string): string => capitalised(text.replaceAll("{s}", () => brief.skill));
  const wanted = clipped(oneLine(brief.expectations), 100);
  const named = wanted === "" ? "" : quoted(wanted, locale);
  const [first = "", ...others] = lexicon.projects.map(put);
  return {
    title: oneLine(brief.title) || brief.skill,
    level: brief.level,
    goals: lexicon.goals.map(put),
    modules: rungs.map((rung, index) => ({
      ...rung,
      hours: shares[index] ?? 1,
      description:
        index === 0
          ? `${rung.description.replace(/\.$/, "")} — ${depth[locale][brief.level]}.`
          : rung.description,
      topics:
        index === rungs.length - 1 && named !== ""
          ? [...rung.topics, wishTopic[locale](named)]
          : rung.topics,
    })),
    projects: named === "" ? [first, ...others.slice(0, 1)] : [first, wish[locale](named)],
    advice: lexicon.advice.slice(0, 2),
  };
};

// The title of a module to add, out of "add a module on testing, 3 hours, after module 2, please".
import { longestTitle } from "../plan.ts";
import { capitalised, oneLine } from "../words.ts";
import { hoursIn } from "./numbers.ts";
import { nominative } from "./nominative.ts";

const politeness =
  /(?<!\p{L})(?:please|if possible|if you can|thanks|thank you|too|as well|also|to (?:the|my|our|this) (?:plan|course|programme|program)|in(?:to)? (?:the|my|our|this) (?:plan|course|programme|program)|пожалуйста|если можно|если получится|спасибо|тоже|также|ещё|еще|в (?:этот |мой |наш )?(?:план|курс|программу|программе|плане|курсе)|к (?:плану|курсу))(?!\p{L})/giu;

const quotes = /[«“„"]([^«»“”„"]{1,200})[»”"]|(?<!\p{L})'([^']{1,200})'(?!\p{L})/u;

/** The text in quotes, if there is any. */
export const quotedIn = (text: string): string | null => {
  const found = quotes.exec(text);
  return found?.[1] ?? found?.[2] ?? null;
};

const thing =
  "(?:modules?|lessons?|sections?|units?|chapters?|blocks?|topics?|parts?|модул(?:ь|я|и|ей)|урок(?:а|и|ов)?|раздел(?:а|ы|ов)?|блок(?:а|и|ов)?|тем(?:у|ы|а)|часть|части|глав(?:у|ы)|занят(?:ие|ия|ий))";
const article =
  "(?:только|лишь|just|only|the|a|an|one|two|three|four|some|more|another|extra|additional|separate|new|small|short|big|whole|один|одну|два|две|три|четыре|отдельн\\p{L}+|новы\\p{L}+|новую|ещё|еще|дополнительн\\p{L}+|больш\\p{L}+|небольш\\p{L}+|коротк\\p{L}+|цел\\p{L}+|какой-нибудь|что-нибудь|что-то|something|anything|a bit of|немного|чуть-чуть)";
const link =
  "(?:that (?:covers|is about|deals with)|which covers|dedicated to|devoted to|focused on|covering|regarding|concerning|called|named|titled|entitled|about|on|for|of|with|around|where we|под названием|на тему|по теме|с названием|посвящ[её]нн\\p{L}+|который про|который называется|где|насч[её]т|про|обо|об|о|по|:|-|—|–)";

const withThing = new RegExp(
  `^\\s*(?:${article}\\s+){0,4}${thing}(?!\\p{L})\\s*[,:]?\\s*(?:${link}(?![\\p{L}]))?\\s*`,
  "iu",
);
const trailing = new RegExp(
  `^\\s*(?:${article}\\s+){0,4}(.+?)\\s+(?:module|section|lesson|unit|модуль|раздел)\\s*$`,
  "iu",
);
const bare = new RegExp(`^\\s*(?:${article}\\s+){0,4}(?:${link}(?![\\p{L}]))?\\s*`, "iu");
const ruling = /(?:^|\s)(про|обо|об|о|по)\s*$/iu;
const edges = /^[\s.,;:!?()–—-]+|[\s.,;:!?(–—-]+$/gu;

/** Hours and politeness cut out: what is left says what the module is about. */
const withoutHours = (text: string): string => {
  let rest = text;
  for (const { start, end } of hoursIn(text).toReversed()) {
    const before = rest
      .slice(0, start)
      .replace(
        /[\s,(–—-]*(?:(?<!\p{L})(?:for|of|with|at|taking|lasting|about|around|approximately|roughly|in|на|в|за|по|примерно|около|где-то|длительностью|продолжительностью|объ[её]мом|it should take|it takes)\s+){0,3}$/iu,
        "",
      );
    rest = `${before} ${rest.slice(end).replace(/^\s*\)/, "")}`;
  }
  return rest;
};

const cleaned = (text: string): string => oneLine(text.replace(politeness, " ")).replace(edges, "");

const titled = (text: string, preposition: string): string => {
  const topic = cleaned(text);
  const unpaired = topic.endsWith(")") && !topic.includes("(") ? topic.slice(0, -1) : topic;
  if (unpaired === "") return "";
  const title = /^[а-яё]/u.test(unpaired)
    ? nominative(unpaired, preposition)
    : capitalised(unpaired);
  return title.slice(0, longestTitle).toWellFormed().trim();
};

export interface Topics {
  readonly titles: readonly string[];
  /** Whether a module (lesson, topic) was named as such. */
  readonly explicit: boolean;
}

/** "…, and another module on": the next of several. */
const another =
  /\s*(?:,|;|(?<!\p{L})(?:and|и)(?!\p{L}))\s*(?:(?:a|an|one|another|also|ещё|еще|также|и)\s+){0,3}(?:module|модуль)(?!\p{L})/iu;

const plural =
  /^\s*(?:\p{L}+\s+){0,3}(?:modules|lessons|sections|topics|модули|модуля|модулей|уроки|разделы|темы)(?!\p{L})/iu;

/** @param text what follows the verb, without the place ("after module 2") */
export const topicsIn = (text: string): Topics => {
  const rest = withoutHours(text)
    .replace(politeness, " ")
    .replace(/^[\s.,;!–—-]+/u, "");
  const head = withThing.exec(rest)?.[0];
  const before = (head ?? bare.exec(rest)?.[0] ?? "").length;
  // Quotes in the middle of a topic belong to it; only a topic that begins with them is a title.
  const at = quotes.exec(rest)?.index ?? -1;
  const leads = at >= 0 && rest.slice(Math.min(at, before), at).trim() === "";
  const quoted = leads ? quotedIn(rest) : null;
  const explicit = head !== undefined || trailing.test(cleaned(rest));
  if (quoted !== null) {
    const title = capitalised(oneLine(quoted)).slice(0, longestTitle).toWellFormed();
    return { titles: title === "" ? [] : [title], explicit };
  }
  if (head === undefined) {
    const named = trailing.exec(cleaned(rest))?.[1];
    const opening = bare.exec(rest)?.[0] ?? "";
    const body = named ?? rest.slice(opening.length);
    const title = titled(body, named === undefined ? (ruling.exec(opening)?.[1] ?? "") : "");
    return { titles: title === "" ? [] : [title], explicit };
  }
  const preposition = ruling.exec(head)?.[1]?.toLowerCase() ?? "";
  const body = rest.slice(head.length);
  const parts = plural.test(rest)
    ? body.split(/\s*(?:,|;|(?<!\p{L})(?:and|и)(?!\p{L}))\s*/iu)
    : body.split(another);
  const own = /^\s*(?:on|about|про|об|о|по)\s+/iu;
  return {
    titles: parts.map((part) => titled(part.replace(own, ""), preposition)).filter(Boolean),
    explicit,
  };
};

/** A new name as the learner wrote it. */
export const nameIn = (text: string): string =>
  capitalised(oneLine(quotedIn(text) ?? cleaned(text)))
    .slice(0, longestTitle)
    .toWellFormed()
    .trim();

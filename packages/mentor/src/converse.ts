// Answers from the plan that change nothing.
import { escaped } from "./markdown.ts";
import { phrases } from "./phrases.ts";
import { totalOf, type Locale, type Plan } from "./plan.ts";
import { renderWithin } from "./render.ts";
import { coverage } from "./similar.ts";
import type { Question } from "./understand/intents.ts";
import type { Ref } from "./understand/refs.ts";
import { clipped, oneLine } from "./words.ts";
import { find, working } from "./working.ts";

const list = (heading: string, items: readonly string[], none: string): string =>
  items.length > 0 ? [heading, ...items.map((item) => `- ${escaped(item)}`)].join("\n") : none;

const aboutModule = (plan: Plan, ref: Ref, locale: Locale): string => {
  const say = phrases[locale];
  const found = find(working(plan), ref);
  if (!found.ok) {
    const said = escaped(clipped(oneLine(found.said), 80));
    return found.several.length > 0
      ? say.several(said, found.several.join(", "))
      : say.noModule(said, plan.modules.length);
  }
  const module = plan.modules[found.at];
  if (module === undefined) return say.unclearModule;
  return [
    say.moduleIs(found.at + 1, escaped(module.title), module.hours),
    escaped(module.description),
    module.topics.length > 0 ? say.topics(module.topics.map(escaped).join("; ")) : "",
  ]
    .filter(Boolean)
    .join(" ");
};

const whereIs = (plan: Plan, words: string, locale: Locale): string => {
  const say = phrases[locale];
  const said = escaped(clipped(oneLine(words), 80));
  const places = plan.modules.flatMap((module, at) => {
    const text = [module.title, module.description, ...module.topics].join(" ");
    return coverage(words, text) >= 0.6 ? [say.one(at + 1, escaped(module.title))] : [];
  });
  return places.length > 0 ? say.covered(said, places.join(", ")) : say.notCovered(said);
};

const hoursOfModule = (plan: Plan, ref: Ref, locale: Locale): string => {
  const found = find(working(plan), ref);
  const module = found.ok ? plan.modules[found.at] : undefined;
  return found.ok && module !== undefined
    ? phrases[locale].hoursIs(found.at + 1, escaped(module.title), module.hours)
    : aboutModule(plan, ref, locale);
};

/** @param tokens how long a plan shown whole may be */
export const answerTo = (
  question: Question,
  plan: Plan,
  locale: Locale,
  tokens: number,
): string => {
  const say = phrases[locale];
  const total = totalOf(plan.modules);
  switch (question.ask) {
    case "module":
      return question.refs.map((ref) => aboutModule(plan, ref, locale)).join("\n\n");
    case "moduleHours":
      return hoursOfModule(plan, question.ref, locale);
    case "find":
      return whereIs(plan, question.words, locale);
    case "hours": {
      const parts = plan.modules.map((module) => module.hours).join(" + ");
      return say.totals(total, parts, plan.modules.length);
    }
    case "count":
      return say.countIs(plan.modules.length, total);
    case "plan":
      return `${say.here}\n\n${renderWithin(plan, locale, tokens)}\n\n${say.ask}`;
    case "goals":
      return list(say.goals, plan.goals, say.none);
    case "projects":
      return list(say.projects, plan.projects, say.none);
    case "advice":
      return list(say.advice, plan.advice, say.none);
    case "level":
      return say.levelIs(plan.level);
    case "help":
      return say.help;
    case "who":
      return `${say.who}\n\n${say.help}`;
    case "finish":
      return say.finish;
    case "thanks":
      return say.thanks;
    case "greeting":
      return say.hello;
    case "content":
      return say.content;
    default:
      return `${say.discontent}\n\n${say.help}`;
  }
};

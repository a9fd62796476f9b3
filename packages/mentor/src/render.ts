// The plan as the learner sees it: the shape that the prompts prescribe and `read-plan.ts` reads.
import { totalOf, type Locale, type Module, type Plan } from "./plan.ts";
import { say } from "./say.ts";
import { escaped } from "./text.ts";
import { estimateTokens } from "./tokens.ts";

const list = (heading: string, items: readonly string[]): string[] =>
  items.length > 0 ? ["", `### ${heading}`, ...items.map((item) => `- ${escaped(item)}`)] : [];

export const renderPlan = (plan: Plan, locale: Locale): string => {
  const total = totalOf(plan.modules);
  const modules = plan.modules.flatMap((module, at) => [
    "",
    say(locale, "moduleHeading", { number: at + 1, title: module.title, hours: module.hours }),
    ...(module.summary ? [escaped(module.summary)] : []),
    ...module.topics.map((topic) => `- ${escaped(topic)}`),
  ]);
  return [
    say(locale, "planHeading", { title: plan.title }),
    say(locale, "planTotal", { total, level: say(locale, plan.level) }),
    ...list(say(locale, "goals"), plan.goals),
    ...modules,
    "",
    say(locale, "planSum", { total }),
    ...list(say(locale, "projects"), plan.projects),
    ...list(say(locale, "advice"), plan.advice),
  ].join("\n");
};

/** A plan with words before it and the question after it, `tokens` long at most. */
export const renderWhole = (before: string, plan: Plan, locale: Locale, tokens: number): string => {
  const ask = say(locale, "ask");
  const left = tokens - estimateTokens(before + ask) - 20;
  return [before, renderWithin(plan, locale, left), ask].filter(Boolean).join("\n\n");
};

/** As `renderPlan`, with details left out as far as `tokens` demands; titles and hours always stay. */
const renderWithin = (plan: Plan, locale: Locale, tokens: number): string => {
  const noLists = { ...plan, goals: [], projects: [], advice: [] };
  const cut = (topics: number, change: Partial<Module> = {}): Plan => ({
    ...noLists,
    modules: plan.modules.map((one) => ({
      ...one,
      ...change,
      topics: one.topics.slice(0, topics),
    })),
  });
  const noAdvice = { ...plan, advice: [] };
  const shortest = renderPlan(cut(0, { summary: "" }), locale);
  const texts = [plan, noAdvice, { ...noAdvice, goals: [] }, noLists, cut(2)].map((one) =>
    renderPlan(one, locale),
  );
  return texts.find((text) => estimateTokens(text) <= tokens) ?? shortest;
};

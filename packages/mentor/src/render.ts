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

const fewerTopics = (module: Module): Module => ({ ...module, topics: module.topics.slice(0, 2) });
const noDetails = (module: Module): Module => ({ ...module, summary: "", topics: [] });

/** What is left out, step by step, when an answer must be shorter. */
const reductions: readonly ((plan: Plan) => Plan)[] = [
  (plan) => plan,
  (plan) => ({ ...plan, advice: [] }),
  (plan) => ({ ...plan, advice: [], goals: [] }),
  (plan) => ({ ...plan, advice: [], goals: [], projects: [] }),
  (plan) => ({
    ...plan,
    advice: [],
    goals: [],
    projects: [],
    modules: plan.modules.map(fewerTopics),
  }),
  (plan) => ({
    ...plan,
    advice: [],
    goals: [],
    projects: [],
    modules: plan.modules.map(noDetails),
  }),
];

/** As `renderPlan`, with details left out as far as `tokens` demands; titles and hours always stay. */
export const renderWithin = (plan: Plan, locale: Locale, tokens: number): string => {
  let text = "";
  for (const reduce of reductions) {
    text = renderPlan(reduce(plan), locale);
    if (estimateTokens(text) <= tokens) break;
  }
  return text;
};

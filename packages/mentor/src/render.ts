// The plan as the learner sees it: the shape the prompts describe, and the one `read-plan.ts` reads back.
import { escaped } from "./markdown.ts";
import { totalOf, type Locale, type Module, type Plan } from "./plan.ts";
import { estimateTokens } from "./tokens.ts";
import { levelNames } from "./words.ts";

export const labels = {
  ru: {
    plan: "📚 План курса",
    total: "Всего",
    sum: "Итого",
    modules: "Модулей",
    level: "Уровень",
    module: "Модуль",
    unit: "ч",
    goals: "🎯 Цели",
    projects: "🛠️ Проекты",
    advice: "💡 Советы",
  },
  en: {
    plan: "📚 Course plan",
    total: "Total",
    sum: "Total",
    modules: "Modules",
    level: "Level",
    module: "Module",
    unit: "h",
    goals: "🎯 Goals",
    projects: "🛠️ Projects",
    advice: "💡 Advice",
  },
} as const;

const section = (heading: string, items: readonly string[]): string[] =>
  items.length > 0 ? ["", `### ${heading}`, ...items.map((item) => `- ${escaped(item)}`)] : [];

/** What is left out, level by level, when an answer must be shorter. */
const reductions: readonly ((plan: Plan) => Plan)[] = [
  (plan) => plan,
  (plan) => ({ ...plan, advice: [] }),
  (plan) => ({ ...plan, advice: [], goals: [] }),
  (plan) => ({ ...plan, advice: [], goals: [], projects: [], modules: plan.modules.map(briefer) }),
  (plan) => ({ ...plan, advice: [], goals: [], projects: [], modules: plan.modules.map(bare) }),
];

const briefer = (module: Module): Module => ({ ...module, topics: module.topics.slice(0, 2) });
const bare = (module: Module): Module => ({ ...module, description: "", topics: [] });

export const renderPlan = (plan: Plan, locale: Locale): string => {
  const label = labels[locale];
  const total = totalOf(plan.modules);
  const modules = plan.modules.flatMap((module, index) => [
    "",
    `### ${label.module} ${index + 1}. ${escaped(module.title)} — ${module.hours} ${label.unit}`,
    ...(module.description ? [escaped(module.description)] : []),
    ...module.topics.map((topic) => `- ${escaped(topic)}`),
  ]);
  return [
    `## ${label.plan}: ${escaped(plan.title)}`,
    `🕒 **${label.total}: ${total} ${label.unit}** · ${label.modules}: ${plan.modules.length} · ${label.level}: ${levelNames[locale][plan.level]}`,
    ...section(label.goals, plan.goals),
    ...modules,
    "",
    `🧮 **${label.sum}: ${total} ${label.unit}**`,
    ...section(label.projects, plan.projects),
    ...section(label.advice, plan.advice),
  ].join("\n");
};

/** As `renderPlan`, with details left out as far as `tokens` demands; titles and hours always stay. */
export const renderWithin = (plan: Plan, locale: Locale, tokens: number): string => {
  let text = "";
  for (const reduce of reductions) {
    text = renderPlan(reduce(plan), locale);
    if (estimateTokens(text) <= tokens) break;
  }
  return text;
};
